using System.Text;
using MeshFunctions.Headers;
using MeshFunctions.Identity;
using MeshFunctions.Identity.Peers;
using MeshFunctions.Tests.Headers;
using MeshFunctions.Trust;

namespace MeshFunctions.Tests.Identity;

/// <summary>The rows of the threats over every family that makes a peer; each has its control.</summary>
public sealed class IdentityFamiliesTests : IDisposable
{
    private readonly RecordedMeters _recorded = new();
    private readonly PeerReader _reader;

    public IdentityFamiliesTests() => _reader = IdentityFamilies.Reader(_recorded.Meters);

    public static TheoryData<string> Names => IdentityFamilies.Names;

    public static TheoryData<string, string> Pairs => IdentityFamilies.Pairs;

    public void Dispose() => _recorded.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_family_of_a_proven_hop_is_the_peer(string name)
    {
        var family = IdentityFamilies.Of(name);

        for (var time = 0; time < 2; time++)
        {
            var peer = Accepted(family, [.. family.Headers]);
            peer.Name.ShouldBe(family.Peer);
            peer.Source.ShouldBe(family.Source);
            (peer.Spiffe?.ToString()).ShouldBe(peer.Kind == PeerKind.Spiffe ? family.Peer : null);
            (peer.CertificateSha256 is not null).ShouldBe(family.TellsCertificate);
            PeerName.TryParse(peer.Name, out _).ShouldBeTrue("[RequirePeer] takes it");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T01_Read_family_without_a_proof_is_invisible(string name)
    {
        var family = IdentityFamilies.Of(name);
        var headers = IdentityFamilies.Read([.. family.Headers]);

        foreach (var reason in Enum.GetValues<UnprovenReason>())
        {
            _reader.Read(headers, new HopTrust.Unproven(reason)).ShouldBe(default);
        }

        _recorded.Counts.ShouldBeEmpty();
        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T02_Read_family_that_no_hop_sets_is_not_even_read(string name)
    {
        var family = IdentityFamilies.Of(name);
        var headers = RequestHeaders.Read(TestHeaders.Raw([.. family.Headers]), TestHeaders.BarePlan);

        _reader.Read(headers, IdentityFamilies.Hop(family.Source)).ShouldBe(default);
        _recorded.Counts.ShouldBeEmpty();
        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void T02c_Read_family_that_only_another_hop_sets_is_invisible(string name, string other)
    {
        var family = IdentityFamilies.Of(name);

        _reader.Read(IdentityFamilies.Read([.. family.Headers]), IdentityFamilies.Hop(IdentityFamilies.Of(other).Source)).ShouldBe(default);
        _recorded.Counts.ShouldBeEmpty();
        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T07_Read_repeated_or_joined_singleton_is_a_fault_that_names_the_header_for_the_hop_that_sets_it_only(string name)
    {
        var family = IdentityFamilies.Of(name);
        foreach (var (header, value) in family.Singletons)
        {
            var twice = IdentityFamilies.Read([.. family.Headers, (header, value)]);
            var joined = IdentityFamilies.Read(family.With(header, $"{value},{value}"));
            foreach (var headers in new[] { twice, joined })
            {
                _reader.Read(headers, IdentityFamilies.Hop(family.Source)).ShouldBe(new PeerResult(null, new HeaderFault(HeaderFaultKind.Repeated, header)));
                _reader.Read(headers, IdentityFamilies.Hop()).ShouldBe(default);
                _reader.Read(headers, TestHeaders.Unproven).ShouldBe(default);
            }
        }

        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T07_Read_lists_may_come_in_several_lines(string name)
    {
        var family = IdentityFamilies.Of(name);
        foreach (var list in family.Lists)
        {
            foreach (var headers in family.InSeveralLines(list))
            {
                Accepted(family, headers).Name.ShouldBe(family.Peer);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T08_Read_alias_is_another_header_and_case_is_none(string name)
    {
        var family = IdentityFamilies.Of(name);
        foreach (var alias in new[] { '_', '.' })
        {
            (string, string)[] aliased = [.. family.Headers.Select(header => (header.Name.Replace('-', alias), header.Value))];
            _reader.Read(IdentityFamilies.Read(aliased), IdentityFamilies.Hop(family.Source)).ShouldBe(default);
        }

        Accepted(family, [.. family.Headers.Select(header => (header.Name.ToUpperInvariant(), header.Value))]);
        Accepted(family, [.. family.Headers.Select(header => (header.Name.ToLowerInvariant(), header.Value))]);
        var (singleton, single) = family.Singletons.FirstOrDefault();
        if (singleton is not null)
        {
            _reader.Read(IdentityFamilies.Read([.. family.Headers, (singleton.ToUpperInvariant(), single)]), IdentityFamilies.Hop(family.Source))
                .Fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, singleton));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T10_Read_invalid_values_make_no_peer_and_say_why(string name)
    {
        var family = IdentityFamilies.Of(name);
        family.Invalid.ShouldNotBeEmpty();
        foreach (var (header, value, reason) in family.Invalid)
        {
            using var recorded = new RecordedMeters();

            IdentityFamilies.Reader(recorded.Meters).Read(IdentityFamilies.Read(family.With(header, value)), IdentityFamilies.Hop(family.Source))
                .ShouldBe(default, $"{header}: {value}");
            recorded.Counts.ShouldBe([$"mesh.identity.refused {reason}"], $"{header}: {value}");
        }

        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T12_Read_text_that_is_no_SPIFFE_id_is_no_peer_and_counts(string name)
    {
        var family = IdentityFamilies.Of(name);
        if (family.Naming is not { } naming)
        {
            family.Source.ShouldBeOneOf(IdentitySource.Linkerd, IdentitySource.Dapr);
            return;
        }

        // In a certificate a name is ASCII; an empty one cannot be told from none; two in one singleton are T07.
        foreach (var id in SpiffeIdTests.Invalid.Select(static row => row.Data).Where(
            id => id.Length > 0 && Ascii.IsValid(id) && (family.Source != IdentitySource.Linkerd || !id.Contains(',', StringComparison.Ordinal))))
        {
            var text = id.Replace("td", IdentityFamilies.TrustDomain, StringComparison.Ordinal).Replace("TD", "MESH.LOCAL", StringComparison.Ordinal);
            using var recorded = new RecordedMeters();

            IdentityFamilies.Reader(recorded.Meters).Read(IdentityFamilies.Read(naming(text)), IdentityFamilies.Hop(family.Source)).ShouldBe(default, id);
            recorded.Counts.ShouldHaveSingleItem(id)
                .ShouldBeOneOf("mesh.identity.refused malformed", "mesh.identity.refused certificate_invalid", "mesh.identity.refused no_workload");
        }

        _recorded.Counts.ShouldBeEmpty();
        Accepted(family, naming(IdentityFamilies.Web)).Name.ShouldBe(IdentityFamilies.Web);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T13_Read_trust_domain_that_only_resembles_a_configured_one_is_no_peer_and_counts(string name)
    {
        var family = IdentityFamilies.Of(name);
        if (family.Naming is not { } naming)
        {
            return;
        }

        foreach (var domain in (string[])["mesh.local.evil.example", "mesh.loca", "mesh", "local", "xmesh.local", "mesh-local", "mesh.local.", "sub.mesh.local"])
        {
            using var recorded = new RecordedMeters();

            IdentityFamilies.Reader(recorded.Meters)
                .Read(IdentityFamilies.Read(naming($"spiffe://{domain}/{IdentityFamilies.TrustDomain}/web")), IdentityFamilies.Hop(family.Source)).ShouldBe(default, domain);
            recorded.Counts.ShouldBe(["mesh.identity.refused trust_domain"], domain);
        }

        Accepted(family, naming(IdentityFamilies.Web)).Name.ShouldBe(IdentityFamilies.Web);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T13_Read_workload_of_another_trust_domain_is_no_peer_and_counts(string name)
    {
        var family = IdentityFamilies.Of(name);
        if (family.Stranger is { } stranger)
        {
            _reader.Read(IdentityFamilies.Read([.. stranger]), IdentityFamilies.Hop(family.Source)).ShouldBe(default);
            _recorded.Counts.ShouldBe(["mesh.identity.refused trust_domain"]);
        }
        else
        {
            family.Source.ShouldBe(IdentitySource.Dapr, "the only family that names no trust domain");
        }

        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T17_Read_header_that_a_hop_removed_on_the_way_leaves_no_identity(string name)
    {
        var family = IdentityFamilies.Of(name);
        foreach (var (header, _) in family.Headers)
        {
            (string, string)[] rest = [.. family.Without(header), ("Connection", header)];
            var peer = _reader.Read(IdentityFamilies.Read(rest), IdentityFamilies.Hop(family.Source)).Peer;

            (peer?.Name).ShouldBe(family.Optional.Contains(header, StringComparer.Ordinal) ? family.Peer : null, header);
        }

        Accepted(family, [.. family.Headers]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void T18_Read_oversize_value_is_a_fault_where_a_hop_sets_the_family_and_nothing_elsewhere(string name)
    {
        var family = IdentityFamilies.Of(name);
        foreach (var (header, _) in family.Headers)
        {
            var large = family.With(header, new string('a', RequestHeaders.MaxValueLength + 1));

            IdentityFamilies.Read(large).Fault.ShouldBe(new HeaderFault(HeaderFaultKind.TooLarge, header));
            RequestHeaders.Read(TestHeaders.Raw(large), TestHeaders.BarePlan).Fault.ShouldBeNull();
        }

        IdentityFamilies.Read([.. family.Headers]).Fault.ShouldBeNull("control");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Read_two_families_that_agree_are_one_peer_and_two_that_do_not_are_none(string name, string other)
    {
        var first = IdentityFamilies.Of(name);
        var second = IdentityFamilies.Of(other);
        var result = _reader.Read(IdentityFamilies.Read([.. first.Headers, .. second.Headers]), IdentityFamilies.Hop(first.Source, second.Source));

        if (string.Equals(first.Peer, second.Peer, StringComparison.Ordinal))
        {
            var peer = result.Peer.ShouldNotBeNull();
            peer.Name.ShouldBe(first.Peer);
            peer.Source.ShouldBe(first.Source, "the first in the configured order");
            _recorded.Counts.ShouldBeEmpty();
        }
        else
        {
            result.ShouldBe(default);
            _recorded.Counts.ShouldBe(["mesh.identity.refused conflict"]);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Read_valid_family_never_outvotes_an_invalid_one(string name, string other)
    {
        var valid = IdentityFamilies.Of(name);
        var invalid = IdentityFamilies.Of(other);
        var (header, value, reason) = invalid.Invalid[0];

        _reader.Read(IdentityFamilies.Read([.. valid.Headers, .. invalid.With(header, value)]), IdentityFamilies.Hop(valid.Source, invalid.Source)).ShouldBe(default);
        _recorded.Counts.ShouldBe([$"mesh.identity.refused {reason}"]);
        Accepted(valid, [.. valid.Headers]);
    }

    [Fact]
    public void Table_has_every_source_that_makes_peers() =>
        IdentityFamilies.Sources.Order().ShouldBe(
        [
            IdentitySource.NginxCertificate, IdentitySource.Xfcc, IdentitySource.Linkerd, IdentitySource.Dapr, IdentitySource.ClientCert,
            IdentitySource.AppServiceCertificate,
        ]);

    private PeerIdentity Accepted(IdentityFamily family, params (string Name, string Value)[] headers)
    {
        var result = _reader.Read(IdentityFamilies.Read(headers), IdentityFamilies.Hop(family.Source));
        result.Fault.ShouldBeNull();
        return result.Peer.ShouldNotBeNull("control");
    }
}

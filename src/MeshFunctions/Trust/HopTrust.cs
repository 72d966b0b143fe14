using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MeshFunctions.Headers;

namespace MeshFunctions.Trust;

/// <summary>What is known about the hop that a request came through: <see cref="Proven"/> or <see cref="Unproven"/>, nothing between.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The two cases are meaningless apart from the choice between them.")]
public abstract class HopTrust
{
    private HopTrust()
    {
    }

    /// <summary>The request came through a configured hop. Only the trust stage can make one.</summary>
    public sealed class Proven : HopTrust, IHeaderGrant
    {
        private readonly HeaderRule[] _headers;
        private readonly ImmutableArray<string> _customNames;

        /// <summary>The hop of that name, proven as its configuration says, which sets what that says.</summary>
        internal Proven(string name, string? subject, HopOptions options, string? certificateSha256 = null)
            : this(name, subject, options.Sets, options.CustomHeaders().Select(header => header.Name))
        {
            IsCryptographic = HopProofKinds.IsCryptographic(options);
            OwnCertificateSha256 = Sources.Count == 0 ? certificateSha256 : null;
        }

        internal Proven(string name, string? subject, IEnumerable<IdentitySource> sources, IEnumerable<string>? customNames = null)
        {
            Name = name;
            Subject = subject;
            Sources = [.. sources.Distinct()];
            _headers = [.. Sources.SelectMany(IdentitySourceHeaders.Of)];
            _customNames = [.. customNames ?? []];
        }

        /// <summary>Name of the hop in the configuration.</summary>
        public string Name { get; }

        /// <summary>Who the hop showed itself to be: for <see cref="HopProof.ClientCertificate"/> the entry of <see cref="HopOptions.Allowed"/> that its certificate fits; null where the proof names nobody.</summary>
        public string? Subject { get; }

        /// <summary>
        /// Whether only the holder of a key could prove it. False for <see cref="HopProof.AppServiceAuthentication"/>, <see cref="HopProof.MeshIsolation"/>, and
        /// <see cref="HopProof.ClientCertificate"/> with <see cref="HopOptions.AppService"/>, which trust what stands around the app.
        /// </summary>
        public bool IsCryptographic { get; }

        /// <summary>The certificate that the hop showed, of a hop that sets nothing: it speaks for itself and not for clients of its own.</summary>
        internal string? OwnCertificateSha256 { get; }

        /// <summary>The families of identity headers for which the hop vouches.</summary>
        public IReadOnlyList<IdentitySource> Sources { get; }

        bool IHeaderGrant.Covers(HeaderRule rule) =>
            rule.Header is not null ? Array.IndexOf(_headers, rule) >= 0 : _customNames.Contains(rule.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The request came through no configured hop, as far as can be told: its identity headers do not exist.</summary>
    public sealed class Unproven : HopTrust
    {
        internal Unproven(UnprovenReason reason) => Reason = reason;

        /// <summary>Why.</summary>
        public UnprovenReason Reason { get; }
    }
}

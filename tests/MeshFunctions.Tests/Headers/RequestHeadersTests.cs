using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class RequestHeadersTests
{
    public static TheoryData<string> Credentials =>
        [MeshHeaderNames.Authorization, MeshHeaderNames.HopKey, MeshHeaderNames.HopAssertion, MeshHeaderNames.DaprApiToken];

    public static TheoryData<string> CommaFree =>
        [MeshHeaderNames.HopKey, MeshHeaderNames.HopAssertion, MeshHeaderNames.DaprApiToken];

    public static TheoryData<string> NginxHeaders => [MeshHeaderNames.ClientVerify, MeshHeaderNames.ClientCert];

    [Fact]
    public void Read_values_come_out_as_they_arrived()
    {
        var headers = TestHeaders.Read(
            ("authorization", "Bearer\ta"), ("mesh-hop-key", " k "), ("TraceParent", "00-x"), ("x-client-verify", "SUCCESS "), ("X-CLIENT-CERT", "cert"));

        headers.Fault.ShouldBeNull();
        headers.Authorization.ShouldBe("Bearer\ta");
        headers.Proof(MeshHeader.HopKey).ShouldBe(" k ");
        headers.Trace(MeshHeader.TraceParent).ShouldBe("00-x");
        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientVerify).ShouldBe("SUCCESS ");
        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientCert).ShouldBe("cert");
    }

    [Fact]
    public void Read_nothing_is_null_everywhere()
    {
        var headers = TestHeaders.Read();

        headers.Fault.ShouldBeNull();
        headers.Authorization.ShouldBeNull();
        headers.Proof(MeshHeader.HopKey).ShouldBeNull();
        headers.Trace(MeshHeader.TraceState).ShouldBeNull();
        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientCert).ShouldBeNull();
        headers.IdentityFault(TestHeaders.Sidecar).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Credentials))]
    public void T07_Read_second_line_of_a_credential_or_proof_is_a_fault(string name)
    {
        var fault = TestHeaders.Read((name, "a"), (name, "a")).Fault;

        fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, name));
        TestHeaders.Read((name, "a")).Fault.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(CommaFree))]
    public void T07_Read_proofs_joined_by_the_host_are_a_fault(string name)
    {
        TestHeaders.Read((name, "a,b")).Fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, name));
        TestHeaders.Read((name, ",")).Fault.ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, name));
        TestHeaders.Read((name, "a;b")).Fault.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(NginxHeaders))]
    public void T07_IdentityFault_repetition_counts_for_the_proven_hop_that_sets_the_header(string name)
    {
        RequestHeaders[] repeated = [TestHeaders.Read((name, "a"), (name, "a")), TestHeaders.Read((name, "SUCCESS,SUCCESS")), TestHeaders.Read((name, ","))];

        foreach (var headers in repeated)
        {
            headers.Fault.ShouldBeNull("nobody has proven to be the hop that sets it");
            headers.IdentityFault(TestHeaders.SetsNothing).ShouldBeNull();
            headers.IdentityFault(TestHeaders.Sidecar).ShouldBe(new HeaderFault(HeaderFaultKind.Repeated, name));
            headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientVerify).ShouldBeNull();
            headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientCert).ShouldBeNull();
        }

        TestHeaders.Read((name, "a")).IdentityFault(TestHeaders.Sidecar).ShouldBeNull();
    }

    [Fact]
    public void T07_Read_repetition_of_lists_and_of_trace_headers_is_no_fault()
    {
        var headers = TestHeaders.Read(
            ("tracestate", "a=1"), ("tracestate", "b=2"), ("traceparent", "x"), ("traceparent", "x"), ("x-request-id", "1"), ("x-request-id", "2"));

        headers.Fault.ShouldBeNull();
        headers.Trace(MeshHeader.TraceState).ShouldBe("a=1,b=2");
        headers.Trace(MeshHeader.TraceParent).ShouldBeNull();
        headers.IsTraceRepeated(MeshHeader.TraceParent).ShouldBeTrue();
        headers.IsTraceRepeated(MeshHeader.RequestId).ShouldBeTrue();
    }

    [Theory]
    [InlineData("X_Client_Verify", "X_Client_Cert", "Mesh_Hop_Key")]
    [InlineData("X.Client.Verify", "X.Client.Cert", "Mesh.Hop.Key")]
    [InlineData("HTTP_X_CLIENT_VERIFY", "HTTP_X_CLIENT_CERT", "HTTP_MESH_HOP_KEY")]
    [InlineData("X-ClientVerify", "XClientCert", "MeshHopKey")]
    public void T08_Read_aliases_are_other_headers(string verify, string certificate, string key)
    {
        var headers = TestHeaders.Read((verify, "SUCCESS"), (certificate, "c"), (key, "k"), (key, "k"));

        headers.Fault.ShouldBeNull();
        headers.Proof(MeshHeader.HopKey).ShouldBeNull();
        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientVerify).ShouldBeNull();
        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientCert).ShouldBeNull();
    }

    [Fact]
    public void T08_Read_names_that_differ_by_case_are_one_header()
    {
        TestHeaders.Read(("x-CLIENT-verify", "SUCCESS")).Identity(TestHeaders.Sidecar, MeshHeader.ClientVerify).ShouldBe("SUCCESS");
        TestHeaders.Read(("Mesh-Hop-Key", "a"), ("MESH-HOP-KEY", "a")).Fault.ShouldNotBeNull().HeaderName.ShouldBe(MeshHeaderNames.HopKey);
    }

    [Fact]
    public void T18_Read_value_over_16_KiB_is_too_large()
    {
        TestHeaders.Read(("Mesh-Hop-Key", Text(16 * 1024))).Fault.ShouldBeNull();
        TestHeaders.Read(("Mesh-Hop-Key", Text((16 * 1024) + 1))).Fault.ShouldBe(new HeaderFault(HeaderFaultKind.TooLarge, MeshHeaderNames.HopKey));
        TestHeaders.Read(("x-client-cert", Text((16 * 1024) + 1))).Fault.ShouldBe(new HeaderFault(HeaderFaultKind.TooLarge, MeshHeaderNames.ClientCert));
    }

    [Fact]
    public void T18_Read_values_over_32_KiB_together_are_too_large()
    {
        var half = Text(16 * 1024);

        TestHeaders.Read(("Authorization", half), ("tracestate", half)).Fault.ShouldBeNull();
        TestHeaders.Read(("Authorization", half), ("tracestate", half), ("x-request-id", "1")).Fault.ShouldNotBeNull().Kind.ShouldBe(HeaderFaultKind.TooLarge);
        TestHeaders.Read(("tracestate", half), ("tracestate", half), ("tracestate", "a=1")).Fault.ShouldNotBeNull().Kind.ShouldBe(HeaderFaultKind.TooLarge);
    }

    [Fact]
    public void T18_Read_size_comes_before_repetition()
    {
        var fault = TestHeaders.Read(("Authorization", "a"), ("Authorization", "b"), ("x-client-cert", Text(17 * 1024))).Fault;

        fault.ShouldBe(new HeaderFault(HeaderFaultKind.TooLarge, MeshHeaderNames.ClientCert));
    }

    [Fact]
    public void T18_Read_header_that_no_hop_sets_does_not_count()
    {
        var raw = TestHeaders.Raw(("x-client-cert", Text(40 * 1024)), ("x-forwarded-client-cert", Text(40 * 1024)), ("cookie", Text(40 * 1024)));

        RequestHeaders.Read(raw, TestHeaders.BarePlan).Fault.ShouldBeNull();
        RequestHeaders.Read(raw, TestHeaders.NginxPlan).Fault.ShouldNotBeNull();
    }

    [Fact]
    public void T02_Identity_grant_that_does_not_cover_the_header_gets_nothing()
    {
        var headers = TestHeaders.Read(("x-client-verify", "SUCCESS"));

        headers.Identity(TestHeaders.SetsNothing, MeshHeader.ClientVerify).ShouldBeNull();
        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientVerify).ShouldBe("SUCCESS");
    }

    [Fact]
    public void T02_Identity_family_that_is_not_planned_is_not_there_for_anybody()
    {
        var headers = RequestHeaders.Read(TestHeaders.Raw(("x-client-verify", "SUCCESS")), TestHeaders.BarePlan);

        headers.Identity(TestHeaders.Sidecar, MeshHeader.ClientVerify).ShouldBeNull();
    }

    [Fact]
    public void Open_identity_header_as_anything_else_is_a_bug_and_throws()
    {
        var headers = TestHeaders.Read(("x-client-verify", "SUCCESS"));

        Should.Throw<ArgumentOutOfRangeException>(() => headers.Trace(MeshHeader.ClientVerify));
        Should.Throw<ArgumentOutOfRangeException>(() => headers.Proof(MeshHeader.ClientVerify));
        Should.Throw<ArgumentOutOfRangeException>(() => headers.Proof(MeshHeader.Authorization));
    }

    private static string Text(int length) => new('a', length);
}

using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using MeshFunctions.Credentials;
using MeshFunctions.Credentials.Leases;
using Microsoft.Extensions.Logging;

namespace MeshFunctions.Tests.Credentials;

public sealed partial class LeasedSecretTests
{
    private const string Canary = "CANARY-of-the-hop-key";
    private static readonly LeasedSecret Secret = new(Canary, "v1", null, null);
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };
    private static readonly LeasedSecret Old = new(Canary + "-old", "v0", null, null);
    private static readonly SecretLease Whole = new("hop-key", Secret, Old);
    private static readonly Lease<LeasedSecret> Inner = new(Secret, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, unchanged: false);

    public static TheoryData<object> Leases => [Secret, Whole, Inner];

    [Theory]
    [MemberData(nameof(Leases), DisableDiscoveryEnumeration = true)]
    public void T68_formatted_lease_is_masked(object lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lease.ToString().ShouldBe("***");
        string.Format(CultureInfo.InvariantCulture, "{0}", lease).ShouldBe("***");
        $"{lease}".ShouldBe("***");
        string.Concat("a", lease).ShouldBe("a***");
    }

    [Theory]
    [MemberData(nameof(Leases), DisableDiscoveryEnumeration = true)]
    public void T68_lease_in_a_debugger_is_masked(object lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var type = lease.GetType();

        type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.ShouldBe("***");
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(string) && field.GetValue(lease) is Canary)
            .ShouldAllBe(field => field.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State == DebuggerBrowsableState.Never);
    }

    [Theory]
    [MemberData(nameof(Leases), DisableDiscoveryEnumeration = true)]
    public void T68_logged_lease_is_masked(object lease)
    {
        var log = new RecordedLog<LeasedSecretTests>();

        Write(log, lease);

        log.Lines.ShouldHaveSingleItem().ShouldContain("***");
        log.Lines[0].ShouldNotContain("CANARY");
    }

    [Fact]
    public void T68_serialised_lease_is_masked_alone_and_inside_other_objects()
    {
        JsonSerializer.Serialize(Secret).ShouldBe("\"***\"");
        JsonSerializer.Serialize(Whole).ShouldBe("\"***\"");
        JsonSerializer.Serialize<object>(Secret).ShouldBe("\"***\"");
        JsonSerializer.Serialize(new { lease = Whole, list = new[] { Secret } }).ShouldBe("{\"lease\":\"***\",\"list\":[\"***\"]}");
        JsonSerializer.Serialize(Secret, WithFields).ShouldBe("\"***\"");
        Should.Throw<NotSupportedException>(() => JsonSerializer.Deserialize<LeasedSecret>("\"x\""));
    }

    [Fact]
    public void T68_no_public_property_of_a_lease_gives_the_value()
    {
        foreach (var lease in new object[] { Secret, Whole })
        {
            foreach (var property in lease.GetType().GetProperties())
            {
                (property.GetValue(lease)?.ToString() ?? string.Empty).ShouldNotContain("CANARY");
            }
        }
    }

    [Fact]
    public void T68_exception_that_carries_a_lease_is_masked()
    {
        var error = new InvalidOperationException($"refused {Secret} of {Whole}") { Data = { ["lease"] = Whole } };

        error.ToString().ShouldContain("refused *** of ***");
        error.ToString().ShouldNotContain("CANARY");
        error.Data["lease"]!.ToString().ShouldBe("***");
    }

    [Fact]
    public void Reveal_gives_the_value() => Secret.Reveal().ShouldBe(Canary);

    [LoggerMessage(1, LogLevel.Information, "Leased {Lease}")]
    private static partial void Write(ILogger logger, object lease);
}

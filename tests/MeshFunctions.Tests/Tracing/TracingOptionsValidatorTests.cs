using MeshFunctions.Outbound;
using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class TracingOptionsValidatorTests
{
    [Fact]
    public void Validate_each_format_and_header_once_has_no_error()
    {
        var options = new TracingOptions();
        Errors(options).ShouldBeEmpty();
        foreach (var format in TraceFormats.Inbound.Reverse())
        {
            options.Formats.Add(format);
        }

        foreach (var header in Enum.GetValues<TraceResponseHeader>())
        {
            options.Response.Add(header);
        }

        Errors(options).ShouldBeEmpty();
    }

    [Fact]
    public void Validate_entry_that_is_there_twice_or_unknown_is_an_error_with_its_path()
    {
        var errors = Errors(new TracingOptions
        {
            Formats = { TraceFormat.B3, TraceFormat.W3C, TraceFormat.B3, (TraceFormat)9 },
            Response = { TraceResponseHeader.ServerTiming, TraceResponseHeader.ServerTiming },
        });

        errors.Count.ShouldBe(3);
        errors[0].ShouldStartWith("MeshFunctions:Tracing:Formats:2: is listed twice; permitted: ");
        errors[1].ShouldStartWith("MeshFunctions:Tracing:Formats:3: is unknown here; permitted: W3C, B3, B3Multi, XRay, RequestId.");
        errors[2].ShouldStartWith("MeshFunctions:Tracing:Response:1: is listed twice; permitted: ");
    }

    [Fact]
    public void Validate_RequestId_is_never_sent()
    {
        List<string> errors = [];
        OutboundClientOptionsValidator.Validate(
            [KeyValuePair.Create("inventory", new OutboundClientOptions { Formats = { TraceFormat.XRay, TraceFormat.RequestId } })], "MeshFunctions:Outbound", errors);

        errors.ShouldBe(["MeshFunctions:Outbound:inventory:Formats:1: is unknown here; permitted: W3C, B3, B3Multi, XRay."]);
    }

    private static List<string> Errors(TracingOptions options)
    {
        List<string> errors = [];
        TracingOptionsValidator.Validate(options, "MeshFunctions:Tracing", errors);
        return errors;
    }
}

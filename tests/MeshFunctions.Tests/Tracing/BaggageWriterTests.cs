using System.Diagnostics;
using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Tracing;

public sealed class BaggageWriterTests
{
    private static readonly BaggageNames Both = new(["a", "b"]);

    [Theory]
    [InlineData("a=1,b=2;x=1,a=3", "a=1,b=2;x=1,a=3")]
    [InlineData("c=1", null)]
    [InlineData("", null)]
    public void Write_what_is_named_goes_on_as_it_came(string arrived, string? expected) =>
        BaggageWriter.Write(Read(arrived), activity: null, Both).ShouldBe(expected);

    [Fact]
    public void T66b_Write_without_a_name_nothing_goes_out()
    {
        using var activity = new Activity("function");
        activity.AddBaggage("a", "own");

        BaggageWriter.Write(Read("a=1"), activity, new BaggageNames([])).ShouldBeNull();
        BaggageWriter.Write(Read("a=1"), activity, new BaggageNames(["A"])).ShouldBeNull("keys are compared with regard to case");
        BaggageWriter.Write(Read("a=1"), activity: null, new BaggageNames(["a"])).ShouldBe("a=1", "control");
    }

    [Fact]
    public void T66b_Write_of_the_activity_s_baggage_only_what_is_named_goes_out_and_before_what_arrived()
    {
        using var outer = new Activity("outer");
        outer.AddBaggage("b", "outer").AddBaggage("secret", "CANARY").Start();
        using var inner = new Activity("inner");
        inner.AddBaggage("a", "it's caf\u00e9, 100%").Start();

        BaggageWriter.Write(Read("a=1,c=CANARY"), inner, Both).ShouldBe("a=it%27s%20caf%C3%A9%2C%20100%25,b=outer");
    }

    [Fact]
    public void Write_the_nearest_activity_s_value_of_a_key_counts()
    {
        using var outer = new Activity("outer");
        outer.AddBaggage("a", "outer").Start();
        using var inner = new Activity("inner");
        inner.AddBaggage("a", value: null).Start();

        BaggageWriter.Write([], inner, Both).ShouldBe("a=");
    }

    [Fact]
    public void T53_Write_value_with_a_line_break_stays_one_header()
    {
        using var activity = new Activity("function");
        activity.AddBaggage("a", "1\r\nX-Evil: 1").AddBaggage("b", "\ud800");

        BaggageWriter.Write([], activity, Both).ShouldBe("b=%EF%BF%BD,a=1%0D%0AX-Evil%3A%201");
    }

    [Fact]
    public void T53_Write_whole_members_within_the_limits()
    {
        using var activity = new Activity("function");
        activity.AddBaggage("b", new string('x', 9000));
        var many = string.Join(',', Enumerable.Range(0, 64).Select(index => $"a={index}"));

        BaggageWriter.Write(Read(many), activity, Both).ShouldBe(many, "too long a value is left out");
        var grown = BaggageWriter.Write(Read($"a={new string('%', 4000)},b=2"), activity: null, Both);
        grown.ShouldBe("b=2", "what is literal grows, and is dropped whole where it does not fit any more");
    }

    private static IReadOnlyList<BaggageMember> Read(string text) => BaggageParser.Read(text, new BaggageNames(["a", "b", "c"])).Members;
}

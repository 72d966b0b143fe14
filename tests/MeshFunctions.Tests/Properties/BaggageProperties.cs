using MeshFunctions.Tracing;

namespace MeshFunctions.Tests.Properties;

public sealed class BaggageProperties
{
    private static readonly BaggageNames Names = new(["userId", "serverNode", "isProduction", "a", "b"]);

    private static readonly string[] Seeds =
    [
        "userId=Am%C3%A9lie,serverNode=DF%2028;ttl=60,isProduction=false", "a=1,b=2;x;y=%zz", " a = b=c== ; p , b = %0D%0A", "a=%FF%f0%9f%98%80%,b=",
        string.Join(',', Enumerable.Repeat("a=1;x", 70)),
    ];

    [Fact]
    public void Read_never_throws_keeps_the_limits_and_reads_again_what_it_prints() =>
        PropertyRun.Check(
            static text =>
            {
                var (members, malformed, excess) = BaggageParser.Read(text, Names);
                var printed = BaggageWriter.Write(members, activity: null, Names);
                members.Count.ShouldBeLessThanOrEqualTo(BaggageParser.MaxMembers);
                (printed?.Length ?? 0).ShouldBeLessThanOrEqualTo(BaggageParser.MaxLength);
                printed?.AsSpan().ContainsAnyExceptInRange('!', '~').ShouldBeFalse("nothing goes into a header but visible ASCII");
                members.All(member => !member.Value.Any(char.IsControl)).ShouldBeTrue();
                var again = BaggageParser.Read(printed, Names);
                string.Join(',', again.Members).ShouldBe(printed ?? "");
                (again.Malformed + again.Excess).ShouldBe(0);
                return members.Count > 0 && malformed + excess == 0;
            },
            Seeds,
            ",", ";", "=", "%", "%0A", "%C3", "\t", "a=", ",b=2");
}

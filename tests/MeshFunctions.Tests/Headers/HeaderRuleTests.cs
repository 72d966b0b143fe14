using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class HeaderRuleTests
{
    [Fact]
    public void All_has_one_rule_a_header_at_its_own_index()
    {
        HeaderRule.All.Select(rule => rule.Header).ShouldBe(Enum.GetValues<MeshHeader>());
        HeaderRule.All.Select(rule => rule.Name).ShouldBeUnique(StringComparer.OrdinalIgnoreCase);
        HeaderRule.All.Length.ShouldBeLessThanOrEqualTo(32, "RequestHeaders keeps a bit each");
    }
}

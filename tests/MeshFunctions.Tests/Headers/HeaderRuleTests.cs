using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class HeaderRuleTests
{
    [Fact]
    public void All_has_one_rule_a_header_at_its_own_index()
    {
        HeaderRule.All.Select(rule => rule.Header.GetValueOrDefault()).ShouldBe(Enum.GetValues<MeshHeader>());
        HeaderRule.All.Select(rule => rule.Slot).ShouldBe(Enumerable.Range(0, HeaderRule.All.Length));
        HeaderRule.All.Select(rule => rule.Name).ShouldBeUnique(StringComparer.OrdinalIgnoreCase);
    }
}

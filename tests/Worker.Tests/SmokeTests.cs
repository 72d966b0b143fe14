namespace Worker.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task One_condition_holds()
    {
        await Task.Yield();
        typeof(SmokeTests).Assembly.GetName().Name.ShouldBe("Worker.Tests");
    }
}

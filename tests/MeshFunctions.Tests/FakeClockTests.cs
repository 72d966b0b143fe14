namespace MeshFunctions.Tests;

public sealed class FakeClockTests
{
    [Fact]
    public void Advance_past_several_periods_fires_each_of_them_at_its_time()
    {
        var clock = new FakeClock();
        var start = clock.GetUtcNow();
        var seen = new List<TimeSpan>();
        using var timer = clock.CreateTimer(_ => seen.Add(clock.GetUtcNow() - start), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(6));

        seen.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)]);
        (clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(6));
        clock.GetElapsedTime(0).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task Delay_ends_when_the_clock_is_advanced()
    {
        var clock = new FakeClock();
        var delay = Task.Delay(TimeSpan.FromMinutes(5), clock, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromMinutes(4));
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));

        await delay;
    }
}

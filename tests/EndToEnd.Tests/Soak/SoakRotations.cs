using Harness.Checks;
using Harness.Stack;

namespace EndToEnd.Tests.Soak;

/// <summary>Rotates until its time is over, each kind by its own clock; a rotation that has begun is brought to its end.</summary>
internal sealed class SoakRotations(CheckContext context, SoakTally tally, TimeSpan time)
{
    public const string HopKeysAndLeaves = "rotations of hop keys and leaves";
    public const string SigningKeys = "rotations of signing keys";

    private static readonly TimeSpan SigningInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(3);

    private readonly long _start = context.TimeProvider.GetTimestamp();
    private readonly HopKeyRotation _hopKeys = new(context);

    /// <summary>How often what is rotated quickly is rotated, where one rotation is over by then.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    public Task HopKeysAndLeavesAsync(CancellationToken cancellationToken) => RepeatAsync(
        HopKeysAndLeaves,
        Interval,
        () =>
        {
            // The apps look at theirs by themselves; Nginx takes its own with the hop keys, when both files are there.
            context.Stack.Pki.Renew();
            return _hopKeys.RunAsync(NginxTiers.All, cancellationToken);
        },
        cancellationToken);

    public Task SigningKeysAsync(CancellationToken cancellationToken) =>
        RepeatAsync(SigningKeys, SigningInterval, () => context.Cloud.RotateKeysAsync(Ahead, cancellationToken), cancellationToken);

    /// <summary>Rotates something over and over: so often, or as often as it can be done.</summary>
    public async Task RepeatAsync(string what, TimeSpan interval, Func<Task> rotateAsync, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(interval, context.TimeProvider);
        while (context.TimeProvider.GetElapsedTime(_start) < time)
        {
            await rotateAsync();
            tally.Count(what);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}

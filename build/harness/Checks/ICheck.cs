namespace Harness.Checks;

/// <summary>One of the things that the demo shows.</summary>
internal interface ICheck
{
    string Title { get; }

    Task RunAsync(CheckContext context, Findings findings, CancellationToken cancellationToken);
}

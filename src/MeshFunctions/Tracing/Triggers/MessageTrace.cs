using System.Diagnostics;

namespace MeshFunctions.Tracing.Triggers;

/// <summary>What the messages of one invocation brought.</summary>
internal sealed class MessageTrace
{
    /// <summary>Most links of one batch.</summary>
    public const int MaxLinks = 128;

    private readonly List<ActivityContext> _links = [];

    public MessageTrace(bool isBatch) => IsBatch = isBatch;

    /// <summary>Whether the function gets several messages at once: their contexts are links then, and none is the parent.</summary>
    public bool IsBatch { get; }

    /// <summary>The context of a single message.</summary>
    public MessageContext? Single { get; private set; }

    /// <summary>The contexts of a batch, <see cref="MaxLinks"/> at most.</summary>
    public IReadOnlyList<ActivityContext> Links => _links;

    /// <summary>Messages of the batch, as far as is known.</summary>
    public int Messages { get; set; }

    /// <summary>Contexts beyond <see cref="MaxLinks"/>.</summary>
    public int Dropped { get; private set; }

    /// <summary>Whether something was there that cannot be believed.</summary>
    public bool Refused { get; set; }

    /// <summary>Whether there are fewer property maps than messages.</summary>
    public bool Misaligned { get; set; }

    /// <summary>Nothing of it is believed.</summary>
    public static MessageTrace Refusal(bool isBatch) => new(isBatch) { Refused = true };

    public void Add(MessageFields fields)
    {
        var found = fields.Find();
        Refused |= fields.Refused;
        if (found is not { } context)
        {
            return;
        }

        if (!IsBatch)
        {
            Single = context;
        }
        else if (_links.Count < MaxLinks)
        {
            _links.Add(context.ToLink());
        }
        else
        {
            Dropped++;
        }
    }
}

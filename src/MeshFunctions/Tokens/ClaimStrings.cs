using MeshFunctions.Tokens.Json;

namespace MeshFunctions.Tokens;

/// <summary>Claims that hold several values: a string, or an array of strings.</summary>
internal sealed class ClaimStrings
{
    /// <summary>More values than this in one claim refuse the token.</summary>
    public const int MaxEntries = 1000;

    /// <summary>A string is one value: roles and groups.</summary>
    public static readonly ClaimStrings Whole = new(splits: false);

    /// <summary>A string holds values with spaces between them: scopes (RFC 6749 §3.3).</summary>
    public static readonly ClaimStrings SpaceSeparated = new(splits: true);

    private readonly bool _splits;

    private ClaimStrings(bool splits) => _splits = splits;

    /// <summary>Whether the claim is absent or of a legal shape and size.</summary>
    public bool IsWellFormed(JsonValue claim)
    {
        if (!claim.Exists)
        {
            return true;
        }

        if (claim.IsString)
        {
            return !_splits || claim.Raw.Count((byte)' ') < MaxEntries;
        }

        if (claim.Kind != JsonKind.Array)
        {
            return false;
        }

        var entries = new JsonElements(claim);
        var count = 0;
        while (entries.TryNext(out var entry))
        {
            if (!entry.IsString || ++count > MaxEntries)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds the values of a claim of legal shape; empty ones are none.</summary>
    public void Collect(JsonValue claim, List<string> values)
    {
        if (claim.IsString)
        {
            var text = claim.GetString();
            values.AddRange(_splits ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : text.Length > 0 ? [text] : []);
            return;
        }

        var entries = new JsonElements(claim);
        while (entries.TryNext(out var entry))
        {
            if (entry.IsText)
            {
                values.Add(entry.GetString());
            }
        }
    }
}

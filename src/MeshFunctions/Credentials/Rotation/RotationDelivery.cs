using System.Text.Json;
using MeshFunctions.Credentials.Secrets;

namespace MeshFunctions.Credentials.Rotation;

/// <summary>
/// One delivery of Event Grid's about a vault: in Event Grid's own schema (an array), or as CloudEvents 1.0 in JSON (one, or a batch). Names of properties count in any case, as
/// the services do not agree on one. Addresses in it are not looked at.
/// </summary>
internal sealed class RotationDelivery
{
    public const int MostEvents = 100;

    private const int LongestCode = 128;
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };
    private static readonly string[] Types =
        ["Microsoft.KeyVault.SecretNewVersionCreated", "Microsoft.KeyVault.SecretNearExpiry", "Microsoft.KeyVault.SecretExpired"];

    private readonly List<string> _secrets = [];

    private RotationDelivery()
    {
    }

    /// <summary>The secrets that something happened to, each once.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>The code to echo, where the delivery is the handshake of Event Grid's own schema: letters, digits and hyphens.</summary>
    public string? ValidationCode { get; private set; }

    /// <summary>Reads a delivery for <paramref name="topic"/>. All of it is refused where one event is: who forges one may have forged the rest.</summary>
    public static RotationRefusal Read(ReadOnlyMemory<byte> body, VaultTopic topic, out RotationDelivery? delivery)
    {
        delivery = null;
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var read = new RotationDelivery();
            var refusal = read.ReadAll(document.RootElement, topic);
            delivery = refusal == RotationRefusal.None ? read : null;
            return refusal;
        }
        catch (JsonException)
        {
            return RotationRefusal.Malformed;
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair.
            return RotationRefusal.Malformed;
        }
    }

    private RotationRefusal ReadAll(JsonElement root, VaultTopic topic)
    {
        if (root.ValueKind == JsonValueKind.Object)
        {
            return new EventObject(root).Has("specversion") ? ReadOne(root, topic, alone: true) : RotationRefusal.Malformed;
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() is 0 or > MostEvents)
        {
            return RotationRefusal.Malformed;
        }

        foreach (var item in root.EnumerateArray())
        {
            var refusal = item.ValueKind == JsonValueKind.Object ? ReadOne(item, topic, alone: root.GetArrayLength() == 1) : RotationRefusal.Malformed;
            if (refusal != RotationRefusal.None)
            {
                return refusal;
            }
        }

        return RotationRefusal.None;
    }

    private RotationRefusal ReadOne(JsonElement item, VaultTopic topic, bool alone)
    {
        var happened = new EventObject(item);
        var isCloudEvent = happened.Has("specversion");
        if ((isCloudEvent && happened.Text("specversion") is not "1.0")
            || happened.Text("id") is not { Length: > 0 }
            || happened.Text(isCloudEvent ? "type" : "eventType") is not { Length: > 0 } type
            || happened.Text(isCloudEvent ? "source" : "topic") is not { Length: > 0 } origin)
        {
            return RotationRefusal.Malformed;
        }

        if (!topic.Is(origin))
        {
            return RotationRefusal.Foreign;
        }

        if (string.Equals(type, Validation, StringComparison.Ordinal))
        {
            return alone && !isCloudEvent && happened.Inner("data") is { } asked && ReadCode(asked) ? RotationRefusal.None : RotationRefusal.Malformed;
        }

        // The vault tells of keys and certificates, too, and of what comes one day.
        return Types.Contains(type, StringComparer.Ordinal) ? ReadSecret(happened, topic) : RotationRefusal.None;
    }

    private bool ReadCode(EventObject asked)
    {
        if (asked.Text("validationCode") is not { Length: > 0 and <= LongestCode } code || !code.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            return false;
        }

        ValidationCode = code;
        return true;
    }

    private RotationRefusal ReadSecret(EventObject happened, VaultTopic topic)
    {
        if (happened.Inner("data") is not { } data || data.Text("objectName") is not { } name || !SecretName.Is(name) || data.Text("objectType") is not "Secret")
        {
            return RotationRefusal.Malformed;
        }

        if (!topic.IsNamed(data.Text("vaultName")))
        {
            return RotationRefusal.Foreign;
        }

        if (!_secrets.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            _secrets.Add(name);
        }

        return RotationRefusal.None;
    }
}

using System.Text.Json;

namespace Microsoft.Extensions.Hosting;

/// <summary>Reads <c>local.settings.json</c> as Core Tools does: values become environment variables unless these are set.</summary>
internal static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static void Apply(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
        if (document.RootElement.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidOperationException("local.settings.json is encrypted; run 'func settings decrypt'.");
        }

        foreach (var (section, prefix) in new[] { ("Values", ""), ("ConnectionStrings", "ConnectionStrings__") })
        {
            if (document.RootElement.TryGetProperty(section, out var values))
            {
                Apply(values, prefix);
            }
        }
    }

    private static void Apply(JsonElement values, string prefix)
    {
        foreach (var value in values.EnumerateObject())
        {
            // Core Tools accepts the colon in names; a POSIX environment does not show it as a section.
            var name = prefix + value.Name.Replace(":", "__", StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value.Value.ToString());
            }
        }
    }
}

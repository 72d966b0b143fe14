using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalCloud.Configuration;

/// <summary>Reads the configuration file of the program.</summary>
internal static class CloudConfigFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="InvalidDataException">The file is not what it should be; the message quotes no value.</exception>
    public static async Task<CloudConfig> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var config = await JsonSerializer.DeserializeAsync<CloudConfig>(file, Options, cancellationToken)
                ?? throw new InvalidDataException("the file holds null");
            return config.CertificateFile is null ? throw new InvalidDataException("certificateFile and keyFile are missing") : config;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"not a valid configuration at '{fault.Path}', line {fault.LineNumber}", fault);
        }
    }
}

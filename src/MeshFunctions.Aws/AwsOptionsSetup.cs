using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace MeshFunctions.Aws;

/// <summary>Reads the section value by value, so that all mistakes are told at once, then fills up from AWS's own variables.</summary>
internal sealed class AwsOptionsSetup(IConfiguration configuration, IHostEnvironment? host = null) : IConfigureOptions<AwsOptions>, IPostConfigureOptions<AwsOptions>
{
    private static readonly string[] Keys =
    [
        nameof(AwsOptions.RoleArn), nameof(AwsOptions.Region), nameof(AwsOptions.Endpoint), nameof(AwsOptions.TokenScope),
        nameof(AwsOptions.TokenFile), nameof(AwsOptions.SessionName), nameof(AwsOptions.Duration),
    ];

    public void Configure(AwsOptions options)
    {
        var section = configuration.GetSection(AwsOptions.SectionName);
        foreach (var child in section.GetChildren())
        {
            if (!Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase) || child.Value is null)
            {
                options.SectionErrors.Add($"{child.Path}: is not a known key, or no single value; permitted here: {string.Join(", ", Keys)}");
            }
        }

        options.RoleArn = section[nameof(AwsOptions.RoleArn)] ?? options.RoleArn;
        options.Region = section[nameof(AwsOptions.Region)] ?? options.Region;
        options.TokenScope = section[nameof(AwsOptions.TokenScope)] ?? options.TokenScope;
        options.TokenFile = section[nameof(AwsOptions.TokenFile)] ?? options.TokenFile;
        options.SessionName = section[nameof(AwsOptions.SessionName)] ?? options.SessionName;
        ReadEndpoint(section, options);
        ReadDuration(section, options);
    }

    public void PostConfigure(string? name, AwsOptions options)
    {
        options.RoleArn ??= configuration["AWS_ROLE_ARN"];
        options.Region ??= configuration["AWS_REGION"];
        options.TokenFile ??= options.TokenScope is null ? configuration["AWS_WEB_IDENTITY_TOKEN_FILE"] : null;
        options.SessionName ??= configuration["AWS_ROLE_SESSION_NAME"] ?? host?.ApplicationName;
    }

    private static void ReadEndpoint(IConfigurationSection section, AwsOptions options)
    {
        if (section[nameof(AwsOptions.Endpoint)] is not { } text)
        {
            return;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint))
        {
            options.Endpoint = endpoint;
        }
        else
        {
            options.SectionErrors.Add($"{AwsOptions.SectionName}:{nameof(AwsOptions.Endpoint)}: is no absolute URI; permitted https://host[:port][/path]");
        }
    }

    private static void ReadDuration(IConfigurationSection section, AwsOptions options)
    {
        if (section[nameof(AwsOptions.Duration)] is not { } text)
        {
            return;
        }

        // A bare number would be days.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration))
        {
            options.Duration = duration;
        }
        else
        {
            options.SectionErrors.Add($"{AwsOptions.SectionName}:{nameof(AwsOptions.Duration)}: is no duration; permitted hh:mm:ss, for example 01:00:00");
        }
    }
}

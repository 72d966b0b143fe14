using System.Buffers;

namespace MeshFunctions.Trust;

/// <summary>Rules over what a hop's families of identity need to know.</summary>
internal static class SourceSettingsValidator
{
    private const int MaxXfccDepth = 16;
    private const int MaxUriLength = 2048;

    // What Envoy writes unquoted and the XFCC grammar would end a value at.
    private static readonly SearchValues<char> NotInUri = SearchValues.Create(",;\"\\ ");

    /// <summary>Adds one line an error to <paramref name="errors"/>; <paramref name="path"/> is that of the hop.</summary>
    public static void Validate(HopOptions hop, string path, ICollection<string> errors)
    {
        ArgumentNullException.ThrowIfNull(hop);
        ArgumentNullException.ThrowIfNull(errors);
        ValidateXfcc(hop, path, errors);
        if (hop.Sets.Contains(IdentitySource.AppServiceCertificate))
        {
            if (string.IsNullOrWhiteSpace(hop.ClientBundleFile))
            {
                errors.Add($"{path}:ClientBundleFile: is missing although the hop sets AppServiceCertificate, whose issuer App Service does not check; "
                    + "permitted: a PEM file with the CAs whose clients may be peers.");
            }
        }
        else if (hop.ClientBundleFile is not null)
        {
            errors.Add($"{path}:ClientBundleFile: has no effect; permitted only where {path}:Sets names AppServiceCertificate.");
        }
    }

    private static void ValidateXfcc(HopOptions hop, string path, ICollection<string> errors)
    {
        if (hop.XfccDepth is < 1 or > MaxXfccDepth)
        {
            errors.Add($"{path}:XfccDepth: is {hop.XfccDepth}; permitted: 1 (the last element, which the hop itself writes) to {MaxXfccDepth}.");
        }

        if (hop.XfccBy is { } by && !IsUri(by))
        {
            errors.Add($"{path}:XfccBy: is not the URI of a proxy; permitted: its whole URI name, such as spiffe://mesh.local/ns/edge/sa/gateway.");
        }

        if (!hop.Sets.Contains(IdentitySource.Xfcc))
        {
            if (hop.XfccDepth != 1)
            {
                errors.Add($"{path}:XfccDepth: has no effect; permitted only where {path}:Sets names Xfcc.");
            }

            if (hop.XfccBy is not null)
            {
                errors.Add($"{path}:XfccBy: has no effect; permitted only where {path}:Sets names Xfcc.");
            }
        }
    }

    private static bool IsUri(string text) =>
        text.Length is > 0 and <= MaxUriLength
        && text.Contains(':', StringComparison.Ordinal)
        && !text.AsSpan().ContainsAny(NotInUri)
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}

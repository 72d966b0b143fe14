namespace LocalCloud.Vault;

/// <summary>The grammar of secret names: 1 to 127 letters, digits and hyphens.</summary>
internal static class SecretName
{
    public static bool IsValid(string name) =>
        name.Length is >= 1 and <= 127 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}

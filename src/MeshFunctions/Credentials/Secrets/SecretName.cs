namespace MeshFunctions.Credentials.Secrets;

/// <summary>What a vault lets a secret be called.</summary>
internal static class SecretName
{
    private const int Longest = 127;

    public static bool Is(string name)
    {
        if (name.Length is 0 or > Longest)
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                return false;
            }
        }

        return true;
    }

    public static void ThrowIfNone(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Is(name))
        {
            throw new ArgumentException("A secret's name is 1 to 127 letters, digits and hyphens.", nameof(name));
        }
    }
}

namespace Harness.Forgery;

/// <summary>In which shape a forger sends the headers of a family.</summary>
internal enum ForgedVariant
{
    /// <summary>Well-formed, once.</summary>
    Plain,

    /// <summary>Each header on two lines.</summary>
    Doubled,

    /// <summary>Each header once, with two values joined by a comma.</summary>
    Joined,

    /// <summary>Underscores where hyphens belong.</summary>
    Underscores,

    /// <summary>Upper case and lower case in turn.</summary>
    OddCase,

    /// <summary>Bytes above 127 in each value.</summary>
    EightBit,

    /// <summary>A first value of 17 KiB, which Nginx lets through and the library does not read.</summary>
    Oversize,
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a binding reads or writes.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In,

    /// <summary>Out of the function.</summary>
    Out,
}

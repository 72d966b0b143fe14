namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of the attributes of triggers.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1012", Justification = "The genuine constructor is public.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "MA0017", Justification = "The genuine constructor is public.")]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    /// <summary>For derived attributes.</summary>
    public TriggerBindingAttribute()
    {
    }
}

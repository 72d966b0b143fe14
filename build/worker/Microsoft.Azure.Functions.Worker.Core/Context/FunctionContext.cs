namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>The invocation's id.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function's id, stable for one build of the app.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The trace context of the host.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>The binding data.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>The state of retries.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The invocation's own services; disposed when it ends.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2227", Justification = "The genuine property can be set.")]
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>The typed features of the invocation.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller has gone or the app stops.</summary>
    public virtual CancellationToken CancellationToken { get; }
}

using System.Diagnostics;
using MeshFunctions.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace MeshFunctions.Hosting;

/// <summary>Marks a span as failed by the exception's type; its message stays out, as it may hold anything.</summary>
internal static class FailureMark
{
    public static void Set(Activity? activity, Exception exception) =>
        activity?.SetStatus(ActivityStatusCode.Error).SetTag(TagNames.ErrorType, exception.GetType().FullName);

    /// <summary>Whether an exception is the app's own failure, rather than a cancellation or a request that could not be read.</summary>
    public static bool IsFailure(Exception exception) => exception is not (OperationCanceledException or FunctionInputConverterException);
}

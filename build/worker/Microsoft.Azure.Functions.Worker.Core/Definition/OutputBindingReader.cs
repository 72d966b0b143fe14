using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Definition;

/// <summary>The outputs that a method's signature declares: one as <c>$return</c>, or several as properties of the result.</summary>
internal static class OutputBindingReader
{
    public static IEnumerable<LocalBindingMetadata> Read(MethodInfo method)
    {
        if (method.GetCustomAttributes<OutputBindingAttribute>().FirstOrDefault() is { } onMethod)
        {
            return [Output(InvocationBindings.ReturnName, BindingTypeName.Of(onMethod), onMethod)];
        }

        var result = ResultType(method.ReturnType);
        if (result == typeof(void))
        {
            return [];
        }

        var properties = OfProperties(result).ToList();
        var isHttp = method.GetParameters().Any(static parameter =>
            parameter.GetCustomAttributes<TriggerBindingAttribute>().Any(static trigger => trigger.GetType().Name is "HttpTriggerAttribute"));
        return properties.Count == 0 && isHttp ? [Output(InvocationBindings.ReturnName, "http")] : properties;
    }

    private static Type ResultType(Type declared)
    {
        if (declared == typeof(Task) || declared == typeof(ValueTask))
        {
            return typeof(void);
        }

        var isTask = declared.IsGenericType
            && (declared.GetGenericTypeDefinition() == typeof(Task<>) || declared.GetGenericTypeDefinition() == typeof(ValueTask<>));
        return isTask ? declared.GetGenericArguments()[0] : declared;
    }

    private static IEnumerable<LocalBindingMetadata> OfProperties(Type result)
    {
        if (result.IsAssignableTo(typeof(HttpResponseData)) || result.Namespace?.StartsWith("System", StringComparison.Ordinal) == true)
        {
            yield break;
        }

        foreach (var property in result.GetProperties())
        {
            if (property.PropertyType.IsAssignableTo(typeof(HttpResponseData)))
            {
                yield return Output(property.Name, "http");
            }
            else if (property.GetCustomAttributes<OutputBindingAttribute>().FirstOrDefault() is { } attribute)
            {
                yield return Output(property.Name, BindingTypeName.Of(attribute), attribute);
            }
        }
    }

    private static LocalBindingMetadata Output(string name, string type, BindingAttribute? attribute = null) =>
        new(name, type, BindingDirection.Out, attribute);
}

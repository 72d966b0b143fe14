using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Definition;

/// <summary>A method with <see cref="FunctionAttribute"/>, and all that its signature says.</summary>
internal sealed class MethodFunctionDefinition : FunctionDefinition
{
    public MethodFunctionDefinition(MethodInfo method, string name)
    {
        Method = method;
        Name = name;
        EntryPoint = $"{method.DeclaringType!.FullName}.{method.Name}";
        PathToAssembly = method.DeclaringType.Assembly.Location;
        var parameters = method.GetParameters();
        Parameters = [.. parameters.Select(Describe)];
        var outputs = OutputBindingReader.Read(method).ToList();
        var bindings = new List<string>();
        var inputs = ImmutableDictionary.CreateBuilder<string, BindingMetadata>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (parameter.GetCustomAttributes<BindingAttribute>().FirstOrDefault() is { } attribute)
            {
                var binding = new LocalBindingMetadata(parameter.Name!, BindingTypeName.Of(attribute), BindingDirection.In, attribute);
                inputs.Add(binding.Name, binding);
                bindings.Add(binding.ToJson());
                Trigger ??= attribute as TriggerBindingAttribute;
                TriggerParameter ??= attribute is TriggerBindingAttribute ? parameter : null;
            }
        }

        bindings.AddRange(outputs.Select(static output => output.ToJson()));
        InputBindings = inputs.ToImmutable();
        OutputBindings = outputs.ToImmutableDictionary(static output => output.Name, static BindingMetadata (output) => output, StringComparer.Ordinal);
        Metadata = new DefaultFunctionMetadata
        {
            Language = "dotnet-isolated",
            Name = name,
            EntryPoint = EntryPoint,
            ScriptFile = Path.GetFileName(PathToAssembly),
            RawBindings = bindings,
        };
    }

    public MethodInfo Method { get; }

    public TriggerBindingAttribute? Trigger { get; }

    public ParameterInfo? TriggerParameter { get; }

    public bool IsHttp => InputBindings.Values.Any(static binding => string.Equals(binding.Type, "httpTrigger", StringComparison.Ordinal));

    /// <summary>Whether a parameter is made of the body: one with a converter of its own, or a trigger's that is not the request.</summary>
    public bool ReadsBody =>
        (TriggerParameter is not null && TriggerParameter.ParameterType != typeof(HttpRequestData))
        || Method.GetParameters().Any(static parameter => parameter.IsDefined(typeof(InputConverterAttribute)));

    public DefaultFunctionMetadata Metadata { get; }

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override string PathToAssembly { get; }

    public override string EntryPoint { get; }

    public override string Id => Metadata.FunctionId!;

    public override string Name { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    /// <summary>The converter that is named on the parameter, else on its type.</summary>
    public static Type? ConverterOf(ParameterInfo parameter) =>
        (parameter.GetCustomAttribute<InputConverterAttribute>() ?? parameter.ParameterType.GetCustomAttribute<InputConverterAttribute>())?.ConverterType;

    private static FunctionParameter Describe(ParameterInfo parameter)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        if (ConverterOf(parameter) is { } converter)
        {
            properties.Add(InputConversion.ConverterTypeProperty, converter.AssemblyQualifiedName!);
        }

        if (parameter.GetCustomAttributes<BindingAttribute>().FirstOrDefault() is { } attribute)
        {
            properties.Add("bindingAttribute", attribute);
        }

        return new FunctionParameter(parameter.Name!, parameter.ParameterType, properties.ToImmutable());
    }
}

using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.Levels;

/// <summary>
/// Reads which types of an assembly use which others of it: bases, signatures, attributes, and every token in a method's body.
/// A nested type counts as its outermost type.
/// </summary>
internal sealed class TypeUses
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;
    private readonly HashSet<TypeUse> _uses = [];

    private TypeUses(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
    }

    public static IReadOnlyCollection<TypeUse> Read(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var uses = new TypeUses(file);
        foreach (var handle in uses._reader.TypeDefinitions)
        {
            uses.ReadType(handle);
        }

        return uses._uses;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var name = NameOf(handle);
        var collector = new HandleCollector(_reader);
        collector.Add(type.BaseType);
        foreach (var item in type.GetInterfaceImplementations())
        {
            collector.Add(_reader.GetInterfaceImplementation(item).Interface);
        }

        foreach (var field in type.GetFields())
        {
            _reader.GetFieldDefinition(field).DecodeSignature(collector, genericContext: null);
        }

        foreach (var method in type.GetMethods())
        {
            ReadMethod(_reader.GetMethodDefinition(method), collector);
        }

        foreach (var parameter in type.GetGenericParameters().SelectMany(item => _reader.GetGenericParameter(item).GetConstraints()))
        {
            collector.Add(_reader.GetGenericParameterConstraint(parameter).Type);
        }

        ReadAttributes(type.GetCustomAttributes(), collector);
        foreach (var used in collector.Types.Select(NameOf).Where(used => !string.Equals(used, name, StringComparison.Ordinal)))
        {
            _uses.Add(new TypeUse(name, used));
        }
    }

    private void ReadMethod(MethodDefinition method, HandleCollector collector)
    {
        method.DecodeSignature(collector, genericContext: null);
        ReadAttributes(method.GetCustomAttributes(), collector);
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(collector, genericContext: null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            collector.Add(region.CatchType);
        }

        foreach (var token in InstructionTokens.Read(body.GetILReader()))
        {
            collector.Add(MetadataTokens.EntityHandle(token));
        }
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes, HandleCollector collector)
    {
        foreach (var attribute in attributes)
        {
            collector.Add(_reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil)
        {
            type = _reader.GetTypeDefinition(type.GetDeclaringType());
        }

        return $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";
    }
}

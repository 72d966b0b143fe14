using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests.Surface;

/// <summary>What an assembly uses of the worker's assemblies.</summary>
internal static class WorkerReferences
{
    private const string Prefix = "Microsoft.Azure.Functions.Worker";

    /// <summary>Each member used, with the full name of its type as the lists write it.</summary>
    public static IReadOnlyList<(string Type, ListedMember Member)> Members(string assemblyPath) => Read(assemblyPath, static reader =>
    {
        var found = new List<(string, ListedMember)>();
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.GetKind() == MemberReferenceKind.Method && TypeOf(reader, member.Parent) is { } type)
            {
                var signature = member.DecodeMethodSignature(new SignatureText(), genericContext: null);
                found.Add((type, new ListedMember(reader.GetString(member.Name), signature.ReturnType, string.Join(", ", signature.ParameterTypes))));
            }
        }

        return found;
    });

    public static IReadOnlyList<string> Types(string assemblyPath) => Read(
        assemblyPath,
        static reader => reader.TypeReferences.Select(handle => TypeOf(reader, handle)).OfType<string>().ToList());

    private static List<T> Read<T>(string path, Func<MetadataReader, List<T>> read)
    {
        using var file = new PEReader(File.OpenRead(path));
        return read(file.GetMetadataReader());
    }

    private static string? TypeOf(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            var blob = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            {
                return null;
            }

            blob.ReadByte();
            handle = blob.ReadTypeHandle();
        }

        if (handle.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        var type = reader.GetTypeReference((TypeReferenceHandle)handle);
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
        {
            return null;
        }

        var assembly = reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
        var name = reader.GetString(type.Name);
        var shown = name.Contains('`', StringComparison.Ordinal) ? TypeText.Generic(name, ["T"]) : name;
        return assembly.StartsWith(Prefix, StringComparison.Ordinal) ? $"{reader.GetString(type.Namespace)}.{shown}" : null;
    }
}

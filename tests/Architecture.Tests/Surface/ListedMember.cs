using System.Text.RegularExpressions;

namespace Architecture.Tests.Surface;

/// <summary>A member as a reference in metadata can be compared with it: name, result and parameter types.</summary>
internal sealed partial record ListedMember(string Name, string Returns, string Parameters)
{
    /// <summary>The accessors of a property, or the one method, that a line of a list stands for.</summary>
    public static IEnumerable<ListedMember> Parse(string line)
    {
        var text = Modifiers().Replace(line, "");
        if (PropertyLine().Match(text) is { Success: true } property)
        {
            var type = property.Groups["type"].Value;
            var name = property.Groups["name"].Value;
            if (text.Contains("get;", StringComparison.Ordinal))
            {
                yield return new ListedMember($"get_{name}", type, "");
            }

            if (text.Contains("set;", StringComparison.Ordinal))
            {
                yield return new ListedMember($"set_{name}", "void", type);
            }
        }
        else if (MethodLine().Match(text) is { Success: true } method)
        {
            var isConstructor = method.Groups["type"].Length == 0;
            var name = method.Groups["name"].Value;
            yield return new ListedMember(
                isConstructor ? ".ctor" : name,
                isConstructor ? "void" : method.Groups["type"].Value,
                string.Join(", ", SplitTopLevel(method.Groups["parameters"].Value).Select(ParameterType)));
        }
        else if (text.StartsWith("delegate ", StringComparison.Ordinal))
        {
            yield return new ListedMember(".ctor", "void", "object, IntPtr");
            yield return new ListedMember("Invoke", text.Split(' ')[1], ParameterType(text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..^1]));
        }
    }

    private static string ParameterType(string parameter)
    {
        var text = Decoration().Replace(parameter.Trim(), "");
        return text[..text.LastIndexOf(' ')];
    }

    private static IEnumerable<string> SplitTopLevel(string parameters)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index < parameters.Length; index++)
        {
            depth += parameters[index] switch { '<' => 1, '>' => -1, _ => 0 };
            if (parameters[index] == ',' && depth == 0)
            {
                yield return parameters[start..index];
                start = index + 1;
            }
        }

        if (parameters.Length > 0)
        {
            yield return parameters[start..];
        }
    }

    [GeneratedRegex("^((static|abstract|virtual|protected) )+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"^(?<type>.+) (?<name>\w+) \{ (get; |set; )+\}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PropertyLine();

    [GeneratedRegex(@"^((?<type>[^(]+) )?(?<name>\w+)(<[\w, ]+>)?\((?<parameters>.*)\)$(?<!^delegate.*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MethodLine();

    [GeneratedRegex("^(this |out |ref )+| = default$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decoration();
}

using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace MeshFunctions.Tests.Credentials;

/// <summary>What a debugger shows of an object that is opened, four levels deep: its display text, and every field and property that is not hidden.</summary>
internal static class DebuggerView
{
    private const int Depth = 4;
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(value, Depth, text, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    private static void Write(object? value, int depth, StringBuilder text, HashSet<object> seen)
    {
        if (value is null || depth == 0 || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        var type = value.GetType();
        text.Append(type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value ?? Convert.ToString(value, CultureInfo.InvariantCulture)).Append('\n');
        if (type.IsPrimitive || value is string or Delegate or Type or MemberInfo or Exception)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Write(item, depth - 1, text, seen);
            }
        }

        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(Members | BindingFlags.DeclaredOnly).Where(IsShown))
            {
                Write(field.GetValue(value), depth - 1, text, seen);
            }
        }
    }

    // The field behind an automatic property is hidden with the property.
    private static bool IsShown(FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : null;
        var property = name is null ? null : field.DeclaringType!.GetProperty(name, Members);
        return !IsHidden(field) && !(property is not null && IsHidden(property));
    }

    private static bool IsHidden(MemberInfo member) => member.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State == DebuggerBrowsableState.Never;
}

using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Cloud.Tests.Sts;

/// <summary>Reads the answers of STS as a client has to.</summary>
internal static class StsAnswer
{
    private static readonly XNamespace Space = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static string? Value(CloudAnswer answer, string element)
    {
        using var reader = XmlReader.Create(new StringReader(answer.Text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader).Descendants(Space + element).SingleOrDefault()?.Value;
    }

    public static string Error(CloudAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} {Value(answer, "Code")}");
}

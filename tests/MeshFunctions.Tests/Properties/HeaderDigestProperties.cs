using MeshFunctions.Trust.Assertions;
using Microsoft.Extensions.Primitives;

namespace MeshFunctions.Tests.Properties;

public sealed class HeaderDigestProperties
{
    private static readonly string[] Names = ["a", "b"];

    /// <summary>
    /// Two requests have one digest exactly where each header has one value: no text in a value passes for the end of it, for another header, or for none.
    /// </summary>
    [Fact]
    public void TryCompute_different_headers_have_different_digests() => PropertyRun.Check(
        static text =>
        {
            var half = text.Length / 2;
            StringValues whole = text, first = text[..half], second = text[half..], none = StringValues.Empty;
            (StringValues A, StringValues B)[] requests = [(whole, none), (none, whole), (first, second), (second, first), (new([first, second]), none), (whole, "x"), ("x", whole)];
            var readable = requests.Select(request => (Form: Form(request), Digest: Digest(request))).ToList();
            foreach (var one in readable)
            {
                foreach (var other in readable)
                {
                    if (one.Digest is not null && other.Digest is not null)
                    {
                        string.Equals(one.Digest, other.Digest, StringComparison.Ordinal).ShouldBe(one.Form == other.Form);
                    }
                }
            }

            return readable[0].Digest is not null;
        },
        ["SUCCESS", "a:1:x\nb:-\n", "-\nb:1:x", "1:x", "x,y", "By=spiffe://a;URI=b", "\u00e9\u00e9", " padded\t", "x\nb:-", "\r"],
        ":", "-", "\n", ",", ":-\n", "1:", " ", "\ud800", "\0");

    [Fact]
    public void TryCompute_joined_by_the_host_or_not_is_one_form() =>
        Digest((new StringValues(["x", "y"]), StringValues.Empty)).ShouldBe(Digest(("x,y", StringValues.Empty)));

    private static (string? A, string? B) Form((StringValues A, StringValues B) request) => (Joined(request.A), Joined(request.B));

    private static string? Joined(StringValues values) => values.Count == 0 ? null : string.Join(',', values.ToArray()).Trim(' ', '\t');

    private static string? Digest((StringValues A, StringValues B) request)
    {
        var digest = new byte[32];
        return HeaderDigest.TryCompute(Names, name => string.Equals(name, "a", StringComparison.Ordinal) ? request.A : request.B, digest)
            ? Convert.ToHexString(digest)
            : null;
    }
}

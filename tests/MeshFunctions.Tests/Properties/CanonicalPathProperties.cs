using System.Diagnostics.CodeAnalysis;
using System.Text;
using MeshFunctions.Trust.Assertions;
using Microsoft.AspNetCore.Http;

namespace MeshFunctions.Tests.Properties;

public sealed class CanonicalPathProperties
{
    /// <summary>What is not refused has one form, which every stack that a request passes leaves as it is.</summary>
    [Fact]
    [SuppressMessage("Usage", "CA2234:Pass System.Uri objects instead of strings", Justification = "What a server decodes is the text of the request line.")]
    public void TryWritePath_any_text_is_refused_or_has_the_same_form_on_both_sides() => PropertyRun.Check(
        static path =>
        {
            if (Canonical(path) is not { } form)
            {
                return false;
            }

            Canonical(form).ShouldBe(form);
            Canonical(new Uri("http://localhost" + path).AbsolutePath).ShouldBe(form, "integration mode");
            var host = PathString.FromUriComponent(path).ToUriComponent();
            Canonical(new Uri("http://localhost" + host).AbsolutePath).ShouldBe(form, "built-in mode, decoded and encoded by the host");
            return true;
        },
        ["/", "/api/orders", "/api/orders/42;v=1", "/a%20b/%C3%A9", "/a%2Fb%3a", "/~x/(y)/$z", "/a/[b]|c", "/%e2%82%ac/..x/.y./z.", "//a//b/"],
        "/", "%", "%2F", "%2e", "%25", "%41", "%c3%a9", "..", ".", ";", "%5C", "\\", "?", "#", "%00", "|", "%7c", "%24", "$");

    [Theory]
    [InlineData("/api/orders", "/api/orders")]
    [InlineData("/%61pi/%7Eme", "/api/~me")]
    [InlineData("/a%3bb%24", "/a;b$")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/caf%c3%a9", "/caf%C3%A9")]
    [InlineData("/a|b[c]", "/a%7Cb%5Bc%5D")]
    [InlineData("/a%5cb", "/a%5Cb")]
    [InlineData("/a//b/", "/a//b/")]
    [InlineData("/..a/b../...", "/..a/b../...")]
    [InlineData("/..%2Fa", "/..%2Fa")]
    [InlineData("/a/..", null)]
    [InlineData("/./a", null)]
    [InlineData("/%2e%2E/a", null)]
    [InlineData("/a%2525", null)]
    [InlineData("/a%zz", null)]
    [InlineData("/a%0", null)]
    [InlineData("/a%00", null)]
    [InlineData("/a\\b", null)]
    [InlineData("a", null)]
    [InlineData("", null)]
    public void TryWritePath_examples(string? path, string? form) => Canonical(path).ShouldBe(form);

    private static string? Canonical(string? path)
    {
        path ??= "";
        var buffer = new byte[CanonicalTarget.BufferLength(path.Length)];
        return CanonicalTarget.TryWritePath(path, buffer, out var written) ? Encoding.ASCII.GetString(buffer, 0, written) : null;
    }
}

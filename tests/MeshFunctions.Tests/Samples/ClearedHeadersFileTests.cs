using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Samples;

public sealed class ClearedHeadersFileTests
{
    private static readonly string FileName = Path.Combine(Repository.Nginx, "templates", "cleared-headers.conf");

    [Fact]
    public async Task ClearedHeadersFile_is_the_librarys_own_list()
    {
        string expected = string.Concat(
            [
                "# Generated from MeshHeaderNames.ClearedByProxies; a test compares the two.\n",
                "# Included in every location with proxy_pass: a location that sets one header inherits none from outside.\n",
                .. MeshHeaderNames.ClearedByProxies.Select(name => $"proxy_set_header {name} \"\";\n"),
            ]);
        if (Environment.GetEnvironmentVariable("MESHFUNCTIONS_ACCEPT") is "1")
        {
            await File.WriteAllTextAsync(FileName, expected, TestContext.Current.CancellationToken);
        }

        string actual = await File.ReadAllTextAsync(FileName, TestContext.Current.CancellationToken);

        actual.ShouldBe(expected, "run this test once with MESHFUNCTIONS_ACCEPT=1 to write the file anew");
    }
}

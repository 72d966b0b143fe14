using System.Security.Cryptography;
using System.Text;
using MeshFunctions.Headers;

namespace MeshFunctions.Tests.Headers;

public sealed class ThreadSha256Tests
{
    [Fact]
    public void HashData_is_the_platforms_on_every_thread_and_again()
    {
        Parallel.For(0, 64, number =>
        {
            for (var length = 0; length < 300; length += 59)
            {
                var content = Encoding.UTF8.GetBytes(new string((char)('a' + (number % 20)), length));
                var hash = new byte[32];
                ThreadSha256.HashData(content, hash);
                hash.ShouldBe(SHA256.HashData(content));
            }
        });
    }

    [Fact]
    public void HashData_after_a_failure_holds_nothing_of_it()
    {
        Should.Throw<ArgumentException>(static () => ThreadSha256.HashData("secret"u8, new byte[31]));

        var hash = new byte[32];
        ThreadSha256.HashData("abc"u8, hash);

        Convert.ToHexStringLower(hash).ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "FIPS 180-4's own example");
    }
}

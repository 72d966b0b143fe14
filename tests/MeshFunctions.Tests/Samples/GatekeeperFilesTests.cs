using System.Security.Cryptography;
using Gatekeeper;

namespace MeshFunctions.Tests.Samples;

/// <summary>What the gatekeeper's files must be like before it starts.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GatekeeperFilesTests : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("gate-files-").FullName;

    public static TheoryData<UnixFileMode> Others =>
        [UnixFileMode.GroupRead, UnixFileMode.GroupWrite, UnixFileMode.GroupExecute, UnixFileMode.OtherRead, UnixFileMode.OtherWrite, UnixFileMode.OtherExecute];

    private string Socket => Path.Combine(_folder, "gatekeeper.sock");

    [Theory, MemberData(nameof(Others))]
    public void Key_that_others_may_open_is_refused_without_saying_it(UnixFileMode others)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signing = Write("signing", key.ExportPkcs8PrivateKeyPem());
        var edge = Write("edge", "0123456789-0123456789-0123456789");
        EdgeKey.Load(edge).ShouldNotBeNull();
        using (SigningKey good = SigningKey.Load(signing))
        {
            good.Id.ShouldNotBeEmpty();
        }

        File.SetUnixFileMode(signing, OwnersFile | others);
        File.SetUnixFileMode(edge, OwnersFile | others);

        Should.Throw<InvalidDataException>(() => SigningKey.Load(signing)).Message.ShouldBe($"{signing} is open to others than its owner. Make a new key, under umask 077.");
        Should.Throw<InvalidDataException>(() => EdgeKey.Load(edge)).Message.ShouldBe($"{edge} is open to others than its owner. Make a new key, under umask 077.");
    }

    [Fact]
    public void Key_behind_a_link_is_judged_by_its_own_permissions()
    {
        var edge = Write("edge", "0123456789-0123456789-0123456789");
        var link = File.CreateSymbolicLink(Path.Combine(_folder, "link"), edge).FullName;
        EdgeKey.Load(link).ShouldNotBeNull();

        File.SetUnixFileMode(edge, OwnersFile | UnixFileMode.OtherRead);

        Should.Throw<InvalidDataException>(() => EdgeKey.Load(link));
    }

    [Theory]
    [InlineData(UnixFileMode.None, true)]
    [InlineData(UnixFileMode.GroupExecute, true)]
    [InlineData(UnixFileMode.GroupWrite, false)]
    [InlineData(UnixFileMode.OtherRead, false)]
    [InlineData(UnixFileMode.OtherWrite, false)]
    [InlineData(UnixFileMode.OtherExecute, false)]
    public void Socket_lies_where_nobody_else_can_put_one(UnixFileMode others, bool permitted)
    {
        File.SetUnixFileMode(_folder, OwnersFolder | others);

        Exception? error = Record.Exception(() => OwnSocket.Claim(Socket).Dispose());

        if (permitted)
        {
            error.ShouldBeNull();
        }
        else
        {
            error.ShouldBeOfType<InvalidDataException>().Message.ShouldContain(_folder);
        }
    }

    [Fact]
    public void Socket_is_one_gatekeepers()
    {
        using (OwnSocket.Claim(Socket))
        {
            Should.Throw<IOException>(() => OwnSocket.Claim(Socket));
        }

        Should.NotThrow(() => OwnSocket.Claim(Socket).Dispose());
    }

    [Fact]
    public void File_that_is_no_socket_is_not_removed()
    {
        var file = Write("gatekeeper.sock", "something else");

        Should.Throw<InvalidDataException>(() => OwnSocket.Claim(file));

        File.ReadAllText(file).ShouldBe("something else");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, OwnersFile);
        return file;
    }
}

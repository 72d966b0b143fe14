using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Harness.Stack;

/// <summary>One free port of 127.0.0.1 for each process.</summary>
internal sealed record MeshPorts(
    int Cloud,
    int Edge,
    int OrdersSidecar,
    int InventorySidecar,
    int CatalogSidecar,
    int Orders,
    int Inventory,
    int Catalog,
    int Account)
{
    // Below the range from which the system takes ports for outgoing connections, so that none of those gets in the way.
    private const int First = 18_000;
    private const int End = 32_000;

    public static MeshPorts Free()
    {
        Queue<int> ports = new(Draw(9));
        return new MeshPorts(
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue(),
            ports.Dequeue());
    }

    private static HashSet<int> Draw(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
        {
            int port = RandomNumberGenerator.GetInt32(First, End);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return ports;
    }

    private static bool IsFree(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

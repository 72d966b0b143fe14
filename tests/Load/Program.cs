using System.Runtime.InteropServices;
using Harness.Stack;
using Load;

if (args is [FirstToken.Child, var keysFile, .. var more])
{
    return await FirstToken.RunChildAsync(keysFile, more is [FirstToken.Prefetched], Console.In, Console.Out);
}

if (args is not [var output])
{
    await Console.Error.WriteLineAsync("usage: Load FILE, to which the table is written");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("mesh-load-").FullName;
var ledger = MeshStack.Ledger(folder);

// Whatever ends this program ends what it started.
void OnSignal(PosixSignalContext signal) => ledger.Kill();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
using var onHangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
try
{
    using var issuer = new LoadIssuer(folder);
    Figure[] figures =
    [
        .. await FirstToken.MeasureAsync(issuer), await StartUp.MeasureAsync(issuer, folder, ledger), await Throughput.MeasureAsync(issuer, folder, ledger),
    ];
    await File.WriteAllLinesAsync(output, Figure.Table(figures));
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

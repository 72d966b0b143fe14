using System.Globalization;
using System.Net.Http.Headers;
using Harness.Stack;

namespace Load;

/// <summary>From the start of the process to the first answer of the function, with the library over without it, in turn.</summary>
internal static class StartUp
{
    private const int Rounds = 11;
    private const double Budget = 60;

    public static async Task<Figure> MeasureAsync(LoadIssuer issuer, string folder, ProcessLedger ledger)
    {
        var token = issuer.Mint();
        List<double> with = [];
        List<double> without = [];
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await OnceAsync(mesh: false, issuer, token, folder, ledger));
            with.Add(await OnceAsync(mesh: true, issuer, token, folder, ledger));
        }

        var detail = string.Create(CultureInfo.InvariantCulture, $"least of {Rounds}: {with.Min():0} over {without.Min():0}; medians {Median(with):0} over {Median(without):0}");
        return Figure.AtMost("start and first request, on top of the same app without the library", with.Min() - without.Min(), Budget, detail);
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<double> OnceAsync(bool mesh, LoadIssuer issuer, string token, string folder, ProcessLedger ledger)
    {
        var port = MeshPorts.Free().Orders;
        using var client = MeshClient.Plain(MeshAddress.Http(port));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            using var process = LoadProcess.Start(mesh ? "with" : "without", mesh, port, issuer.Settings, folder, ledger);
            await LoadProcess.AnsweredAsync(client, "/api/load/start", process);
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }
        finally
        {
            await ledger.StopAsync(TimeProvider.System);
        }
    }
}

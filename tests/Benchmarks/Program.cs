using BenchmarkDotNet.Running;
using Benchmarks;

// All of them in one table, unless --filter says which.
var filter = Array.IndexOf(args, "--filter");
if (filter < 0 || args.Skip(filter).Any(static argument => argument.Contains(ThreadScaling.Name, StringComparison.Ordinal)))
{
    var folder = Array.IndexOf(args, "--artifacts") is var at and >= 0 ? args[at + 1] : ".";
    Directory.CreateDirectory(Path.Combine(folder, "results"));
    await File.WriteAllLinesAsync(Path.Combine(folder, "results", "threads-github.md"), ThreadScaling.Run());
}

string[] all = filter < 0 ? ["--filter", "*"] : [];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(RatioConfig).Assembly).Run([.. args, .. all, "--join"], new RatioConfig()).ToList();
var failed = summaries.Exists(static summary => summary.HasCriticalValidationErrors || summary.Reports.Any(static report => !report.Success));
return failed ? 1 : 0;

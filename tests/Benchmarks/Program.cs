using BenchmarkDotNet.Running;
using Benchmarks;

// All of them in one table, unless --filter says which.
string[] all = args.Contains("--filter", StringComparer.Ordinal) ? [] : ["--filter", "*"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(RatioConfig).Assembly).Run([.. args, .. all, "--join"], new RatioConfig()).ToList();
var failed = summaries.Count == 0
    || summaries.Exists(static summary => summary.HasCriticalValidationErrors || summary.Reports.Any(static report => !report.Success));
return failed ? 1 : 0;

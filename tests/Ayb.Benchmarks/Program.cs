using System.CommandLine;
using Ayb.Benchmarks;

// After Ctrl-C: what has been started leads a process group of its own, and is stopped by us.
return await new BenchmarkCommand().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

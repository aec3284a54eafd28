using Ayb.Benchmarks;

return await new BenchmarkCommand().Parse(args).InvokeAsync();

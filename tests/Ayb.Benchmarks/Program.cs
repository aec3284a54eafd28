using Ayb.Benchmarks;

// dotnet run -c Release --project tests/Ayb.Benchmarks
// Needs the built executables (src/build.sh) and wrk. Server and load share the machine: read the ratios, not the absolutes.
await using var server = await BenchmarkServer.StartAsync();
await server.QueryAsync("CREATE TABLE score (name TEXT, points INTEGER)");
await server.QueryAsync("INSERT INTO score VALUES ('PostgreSQL', 10), ('SQLite', 9), ('DuckDB', 9)");

Console.WriteLine($"server, idle      {server.ServerMemory(),10:N0} KiB resident");
Console.WriteLine($"worker, idle      {server.WorkerMemory(),10:N0} KiB resident");
Console.WriteLine($"ayb client list   {(await server.CommandTimeAsync()).TotalMilliseconds,10:N1} ms, start to end, median of 21");
Console.WriteLine();

const int connections = 32;
var hello = new List<double>();
var select = new List<double>();
var insert = new List<double>();
for (var round = 0; round < 3; round++)
{
    hello.Add(await server.LoadAsync(connections, "/health", sql: null));
    select.Add(await server.LoadAsync(connections, BenchmarkServer.QueryPath, "SELECT * FROM score WHERE rowid = 1"));
    insert.Add(await server.LoadAsync(connections, BenchmarkServer.QueryPath, "INSERT INTO score VALUES ('x', 1)"));
}

Report("hello", hello);
Report("point SELECT", select);
Report("durable INSERT", insert);
Console.WriteLine($"ratio: point SELECT / hello = {Median(select) / Median(hello):0.00}");

static void Report(string name, List<double> rates) =>
    Console.WriteLine($"{name,-16}{Median(rates),12:N0} requests/s at {connections} connections ({rates.Min():N0} to {rates.Max():N0})");

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

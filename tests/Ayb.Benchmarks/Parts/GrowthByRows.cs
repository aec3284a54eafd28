using System.Globalization;
using Ayb.Benchmarks.Formats;
using Ayb.Benchmarks.Load;
using Ayb.Benchmarks.Output;
using Ayb.Benchmarks.Servers;
using Ayb.Testing;

namespace Ayb.Benchmarks.Parts;

/// <summary>One table with ever more rows, and rows asked for all over it.</summary>
internal static class GrowthByRows
{
    private const int Connections = 32;

    public static async Task RunAsync(BenchmarkRun run)
    {
        using var folder = new TestFolder();
        using var json = new JsonFormat();
        await using var server = await AybServer.StartAsync(folder);
        var table = new Table("rows", "ayb by rowid", InProcess.Name, "ayb by index", InProcess.Name, "ayb streams", InProcess.Name);
        foreach (var rows in run.Pace.RowCounts)
        {
            run.Begin($"making {rows} rows");
            var database = $"rows{rows.ToString(CultureInfo.InvariantCulture)}";
            var file = Path.Combine(folder.Path, "in-process.sqlite");
            await server.CreateWithItemsAsync(database, rows, withIndex: true);
            using (var sqlite = new InProcess(file, rows, withIndex: true))
            {
                var ids = Items.Scattered(rows);
                table.Add(
                [
                    Report.Number(rows),
                    .. await RaceAsync("by rowid", ids.Select(id => server.WithItems(database).SelectById(id)), sqlite.SelectById(ids)),
                    .. await RaceAsync(
                        "by index",
                        ids.Select(id => server.Query(database, Items.SelectByEmail(id), answer => Items.IsRow(answer, id))),
                        sqlite.SelectByEmail(ids)),
                    .. await StreamAsync(new RowStream(server, database, sqlite, json, Math.Min(rows, run.Pace.StreamedRows))),
                ]);
            }

            File.Delete(file);

            async Task<IEnumerable<string>> RaceAsync(string work, IEnumerable<Call> calls, Contestant inProcess) => Cells(await TurnsAsync(
                $"{work}, {rows} rows",
                Unit.RequestsPerSecond,
                [await Contestant.OverHttpAsync("ayb", Connections, [.. calls]), inProcess]));

            async Task<IEnumerable<string>> StreamAsync(RowStream stream)
            {
                await stream.CheckAsync();
                return Cells(await TurnsAsync($"stream, {rows} rows", Unit.RowsPerSecond, stream.Contestants()));
            }
        }

        run.Report.Table(table);

        Task<RaceResult> TurnsAsync(string work, Unit unit, IReadOnlyList<Contestant> contestants)
        {
            run.Begin(work);
            return Race.RunAsync(work, unit, contestants, run.Pace.Rounds, run.Pace.GrowthTurn, run.Stopping);
        }
    }

    private static IEnumerable<string> Cells(RaceResult result) => result.Spreads.Select(spread => result.Unit.Format(spread.Median));
}

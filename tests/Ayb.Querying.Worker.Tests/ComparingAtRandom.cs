using System.Text;
using System.Text.Json;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;

namespace Ayb.Querying.Worker.Tests;

/// <summary>Whatever has become of a database: the script makes it of what it was, and the counts are those of a model.</summary>
public sealed class ComparingAtRandom
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("AYB_TEST_DIFFS") ?? "40"))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_script_makes_the_later_version_of_the_earlier_one(int seed)
    {
        var tables = new RandomTables(new Random(seed));
        var changes = new List<string>();
        Dictionary<string, TableModel> before = [];
        await using var changed = await TwoVersions.MadeByAsync(
            worker => RunAsync(worker, tables.Create(), changes),
            async worker =>
            {
                before = await TableModel.ReadAllAsync(worker);
                await RunAsync(worker, tables.Change(), changes);
            });
        var after = await TableModel.ReadAllAsync(changed.Worker);

        var script = await changed.DiffAsync(DiffFormat.Sql);
        var json = await changed.DiffAsync(DiffFormat.Json);

        script.Message.Should().BeEmpty();
        var because = string.Join(";\n", changes) + "\n\n" + Encoding.UTF8.GetString(script.Bytes);
        (await changed.ApplyAsync(script.Bytes)).Should().Equal(await Contents.ReadAsync(changed.Worker), because);
        json.Message.Should().BeEmpty(because);
        CountsIn(json).Should().Equal(TableModel.Compare(before, after), because);
    }

    private static async Task RunAsync(WorkerUnderTest worker, IEnumerable<string> statements, List<string> done)
    {
        foreach (var statement in statements)
        {
            if ((await worker.QueryAsync(statement)).Failure is null)
            {
                done.Add(statement);
            }
        }
    }

    private static IEnumerable<string> CountsIn(Answer answer) => JsonElement.Parse(answer.Json).GetProperty("tables").EnumerateArray()
        .Where(table => table.GetProperty("compared").GetBoolean())
        .Select(table => $"{table.GetProperty("name")} +{table.GetProperty("inserted")} ~{table.GetProperty("updated")} -{table.GetProperty("deleted")}{(table.GetProperty("rebuilt").GetBoolean() ? " rebuilt" : "")}");
}

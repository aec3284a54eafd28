using System.Text.Json;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>
/// What one database holds becomes what another holds, which is new, or is kept as a snapshot before it is replaced. What has no table
/// takes no place.
/// </summary>
internal sealed class ExportAndImport : IStep
{
    public int Weight => 3;

    public async Task HappenAsync(History history, TrackedDatabase database)
    {
        var type = history.Random.Next(2) == 0 ? Transfers.SqliteFile : Transfers.Script;
        var content = await history.Server.ExportAsync(database.Name, type);
        var known = history.Random.Next(2) == 0 || !history.HasRoom ? history.Databases[history.Random.Next(history.Databases.Count)] : null;
        var target = known ?? new TrackedDatabase(history.NewName());
        history.Say($"{type} to {target.Name}");
        var (before, from) = (target.Now, History.Clock);
        var answer = await history.Server.ImportAsync(target.Name, type, content);
        if (database.Now.Tables.IsEmpty)
        {
            answer.Should().StartWith("400 ").And.Contain("no table");
            return;
        }

        target.Becomes(database.Now, from, History.Clock);
        if (known is null)
        {
            answer.Should().StartWith("201 ");
            history.Databases.Add(target);
        }
        else
        {
            answer.Should().StartWith("200 ");
            await KeptAsync(history, target, before, JsonElement.Parse(answer[4..]).GetProperty("safety_snapshot").GetString());
        }

        await history.AgreeAsync(target);
    }

    private static async Task KeptAsync(History history, TrackedDatabase target, Content before, string? safety)
    {
        await history.ListAsync(target);
        if (safety is null)
        {
            before.Should().Be(Content.Empty, "there was nothing to keep, else");
            return;
        }

        var version = target.Versions[safety];
        version.Kind.Should().Be("safety");
        version.Candidates.Should().Contain(before);
        target.Versions[safety] = version with { Candidates = [before] };
    }
}

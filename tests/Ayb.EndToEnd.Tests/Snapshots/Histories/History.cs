using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Snapshots.Histories;

/// <summary>Databases of one server to which steps of chance happen, one after the other, and what they have to be by then.</summary>
internal sealed class History(SnapshotServer server, Random random, bool isAutomatic)
{
    /// <summary>Few, so that they are taken again.</summary>
    private static readonly string[] Names = ["books", "films", "songs", "plays", "games"];

    private readonly List<string> _log = [];

    public SnapshotServer Server => server;

    public Random Random => random;

    /// <summary>Whether there is room for another database.</summary>
    public bool HasRoom => Databases.Count < Names.Length - 1;

    /// <summary>Whether there is a name that no database has: those that are brought back need no room.</summary>
    public bool HasName => Databases.Count < Names.Length;

    /// <summary>Whether the server takes snapshots by itself, and drops old ones.</summary>
    public bool IsAutomatic => isAutomatic;

    public List<TrackedDatabase> Databases { get; } = [new("books")];

    /// <summary>Those that can come back, by their ids.</summary>
    public Dictionary<string, TrackedDatabase> Deleted { get; } = [];

    /// <summary>What has happened, for whoever wants to know why something does not hold.</summary>
    public string Log => string.Join('\n', _log);

    public static DateTimeOffset Clock => TimeProvider.System.GetUtcNow();

    public void Say(string what) => _log.Add(what);

    public async Task HappenAsync(IReadOnlyList<IStep> steps)
    {
        var database = Databases[random.Next(Databases.Count)];
        var possible = steps.Where(step => step.IsPossible(this, database)).SelectMany(step => Enumerable.Repeat(step, step.Weight)).ToList();
        var step = possible[random.Next(possible.Count)];
        Say($"{step.GetType().Name}: {database.Name}");
        await step.HappenAsync(this, database);
        if (Databases.Contains(database))
        {
            await AgreeAsync(database);
        }
    }

    public Task<string?[][]> QueryAsync(TrackedDatabase database, string sql) => server.Marcua.QueryAsync(database.Name, sql);

    public Task<string> CallAsync(string request, string? body = null, params string[] headers) =>
        server.Process.CallAsync(server.Marcua, request, body, headers);

    public Task<Content> ReadAsync(TrackedDatabase database) => Content.ReadAsync(sql => QueryAsync(database, sql));

    /// <summary>A name that no database has; one may have had it before.</summary>
    public string NewName()
    {
        var free = Names.Except(Databases.Select(database => database.Name)).ToList();
        return free[random.Next(free.Count)];
    }

    /// <summary>One of those that are listed, or null.</summary>
    public Version? AnyVersion(TrackedDatabase database) =>
        database.Versions.Values.ElementAtOrDefault(random.Next(Math.Max(1, database.Versions.Count)));

    /// <summary>What the server says of a database is what it has to be.</summary>
    public async Task AgreeAsync(TrackedDatabase database)
    {
        (await ReadAsync(database)).ToString().Should().Be(database.Now.ToString());
        await ListAsync(database);
    }

    /// <summary>What is listed is what was taken and not deleted. The server may have taken and dropped some by itself, if it does so.</summary>
    /// <returns>Those that were not known.</returns>
    public async Task<IReadOnlyList<Version>> ListAsync(TrackedDatabase database)
    {
        var listed = (await server.ListAsync(database.Name)).Select(snapshot => Found(database, snapshot)).ToList();
        var gone = database.Versions.Values.Where(version => !listed.Exists(version.IsSame)).ToList();
        gone.Should().NotContain(version => !isAutomatic || version.IsManual, "nobody has deleted it");
        gone.ForEach(version => database.Versions.Remove(version.Id));

        listed.RemoveAll(version => database.Versions.ContainsKey(version.Id));
        listed.ForEach(version => database.Versions.Add(version.Id, version));
        return listed;
    }

    private static Version Found(TrackedDatabase database, JsonElement snapshot)
    {
        // It shows what was there at that moment, or what has become of it until it was listed.
        var takenAt = snapshot.GetProperty("created_at").GetDateTimeOffset();
        return new Version(
            snapshot.GetProperty("snapshot_id").GetString()!, snapshot.GetProperty("kind").GetString()!, takenAt, database.Between(takenAt, Clock));
    }
}

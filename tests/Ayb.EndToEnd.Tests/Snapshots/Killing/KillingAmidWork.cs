using System.Diagnostics;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>
/// Somebody dies at moments that are spread over a piece of work. Then every database opens and is whole, it holds what it held before
/// or what it is to hold, what was acknowledged is there, and nothing lies around.
/// </summary>
public sealed class KillingAmidWork
{
    /// <summary>Of each piece of work; more for a run by hand.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("AYB_TEST_KILLS") ?? "2");

    private const int MostKills = 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static TheoryData<string, Victim> Everywhere => new()
    {
        { SnapshotServer.Folder, Victim.Server },
        { SnapshotServer.Folder, Victim.Workers },
        { SnapshotServer.S3, Victim.Server },
    };

    public static TheoryData<Victim> Everybody => [Victim.Server, Victim.Workers];

    [Theory, MemberData(nameof(Everywhere))]
    public Task Of_taking_a_snapshot(string place, Victim victim) =>
        RunAsync(place, victim, (server, database) => Task.FromResult<IWork>(new Taking(server, database)));

    [Theory, MemberData(nameof(Everywhere))]
    public Task Of_restoring_a_snapshot(string place, Victim victim) => RunAsync(place, victim, Replacing.ByRestoringAsync);

    [Theory, MemberData(nameof(Everywhere))]
    public Task Of_importing_a_database(string place, Victim victim) => RunAsync(place, victim, Replacing.ByImportingAsync);

    [Theory, MemberData(nameof(Everywhere))]
    public Task Of_restoring_what_is_written_to(string place, Victim victim) => RunAsync(place, victim, ReplacingUnderWrites.BeginAsync);

    [Theory, MemberData(nameof(Everybody))]
    public Task Of_importing_a_new_database(Victim victim) => RunAsync(SnapshotServer.Folder, victim, Creating.ByImportingAsync);

    [Theory, MemberData(nameof(Everybody))]
    public Task Of_importing_a_table(Victim victim) => RunAsync(SnapshotServer.Folder, victim, Loading.BeginAsync);

    [Theory, MemberData(nameof(Everybody))]
    public Task Of_forking_a_database(Victim victim) => RunAsync(SnapshotServer.Folder, victim, Creating.ByForkingAsync);

    [Theory, MemberData(nameof(Everybody))]
    public Task Of_exporting_a_database(Victim victim) =>
        RunAsync(SnapshotServer.Folder, victim, (server, database) => Task.FromResult<IWork>(new Exporting(server, database)));

    private static async Task RunAsync(string place, Victim victim, Func<SnapshotServer, NumberedDatabase, Task<IWork>> begin)
    {
        await using var server = await SnapshotServer.StartAsync(place);
        var database = new NumberedDatabase(server);
        await database.FillAsync();
        var work = await begin(server, database);
        var duration = await MeasureAsync(work);
        var amid = 0;

        for (var kill = 0; kill < Kills || (amid == 0 && kill < MostKills); kill++)
        {
            var number = kill + 1;
            await work.PrepareAsync(number);
            var start = Stopwatch.GetTimestamp();
            var doing = AnswerAsync(work);
            await ElapseAsync(doing, duration * ((kill % Kills + Random.Shared.NextDouble()) / Kills));
            if (doing.IsCompleted)
            {
                // The machine was busier when it was measured.
                duration = TimeSpan.FromTicks(Math.Min(duration.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            }
            else
            {
                amid++;
            }

            await KillAsync(server, victim);
            var answer = await doing.WaitAsync(Deadline);
            if (victim == Victim.Server)
            {
                await server.RestartAsync();
            }

            await work.CheckAsync(answer, number);
            await NothingLiesAroundAsync(server, work, victim);
        }

        amid.Should().BePositive("else nobody died amid anything");
        await TidyUpAsync(server);
        await work.ConcludeAsync();
    }

    private static async Task<TimeSpan> MeasureAsync(IWork work)
    {
        var duration = TimeSpan.Zero;

        // The second is none of a server that has just been started.
        for (var turn = 0; turn < 2; turn++)
        {
            await work.PrepareAsync(0);
            var start = Stopwatch.GetTimestamp();
            var answer = await work.DoAsync();
            duration = Stopwatch.GetElapsedTime(start);
            await work.CheckAsync(answer, 0);
        }

        return duration;
    }

    /// <returns>Null when the server has not lived to say anything, or has lost who worked for it.</returns>
    private static async Task<string?> AnswerAsync(IWork work)
    {
        try
        {
            var answer = await work.DoAsync();
            return answer.StartsWith("503 ", StringComparison.Ordinal) ? null : answer;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task ElapseAsync(Task doing, TimeSpan time)
    {
        try
        {
            await doing.WaitAsync(time);
        }
        catch (TimeoutException)
        {
            // This is the moment.
        }
    }

    private static async Task KillAsync(SnapshotServer server, Victim victim)
    {
        if (victim == Victim.Server)
        {
            await server.Process.KillAsync();
            return;
        }

        foreach (var worker in server.Workers)
        {
            // One that has ended by itself meanwhile can't be killed.
            Signals.Send(worker, Signals.Kill);
        }
    }

    private static async Task NothingLiesAroundAsync(SnapshotServer server, IWork work, Victim victim)
    {
        server.UntilKept();
        server.UntilNothingIsStray();
        server.DatabaseFolders.Should().HaveCount(work.Databases);
        if (victim == Victim.Workers)
        {
            await server.UntilTidyAsync([], NumberedDatabase.Name);
        }
    }

    /// <summary>What a dead server has left in the storage is old enough by the next start, where the test can see to that.</summary>
    private static async Task TidyUpAsync(SnapshotServer server)
    {
        if (server.IsInFolder)
        {
            await server.ReturnAfterDaysAsync();
            await server.UntilTidyAsync([], NumberedDatabase.Name);
        }
        else
        {
            await server.UnlistedObjectsCanBeAdoptedAsync(NumberedDatabase.Name);
        }
    }
}

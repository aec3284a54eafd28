using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>
/// The disk fails. Whoever is told that a write is done can rely on it; whoever was to share the failed commit is told
/// that nobody knows; and the process ends, since a cache whose fsync has failed is not the disk's content.
/// </summary>
public sealed class FailingToSync : IDisposable
{
    private const string Fsync = "fsync,fdatasync", Write = "pwrite64";
    private const int More = 2000, EnoughForCheckpoints = 700;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Fsync, "1")]
    [InlineData(Fsync, "7")]
    [InlineData(Fsync, "1+")]
    [InlineData(Fsync, "7+")]
    [InlineData(Write, "5")]
    [InlineData(Write, "60")]
    [InlineData(Write, "60+")]
    public async Task A_commit_that_fails_is_uncertain_and_the_process_ends(string calls, string when)
    {
        var ledger = await SeedAsync();
        await using (var failing = await StartAsync(Fault.FailWith("EIO", calls, when) with { File = Log }))
        {
            await ledger.WriteAsync(failing, More);
            await failing.EndedAsync();
            failing.Process.ExitCode.Should().Be(1);
        }

        ledger.Failures.Should().NotBeEmpty();
        ledger.Failures.Should().OnlyContain(answer => answer.Failure == FailureCode.File && answer.Message.Contains("may or may not have taken effect"));
        await CheckAsync(ledger);
    }

    [Theory]
    [InlineData("INSERT INTO entry VALUES(1, 'single', NULL)")]
    [InlineData("INSERT INTO entry VALUES(1, 'single', NULL) RETURNING number")]
    [InlineData("INSERT INTO entry VALUES(1, 'single', NULL); INSERT INTO entry VALUES(2, 'single', NULL)")]
    [InlineData("BEGIN; INSERT INTO entry VALUES(1, 'single', NULL); COMMIT; SELECT 1")]
    public async Task No_kind_of_request_is_acknowledged_without_the_disk(string sql)
    {
        await SeedAsync();
        await using var failing = await StartAsync(Fault.FailWith("EIO", Fsync, "1") with { File = Log });

        var answer = await failing.QueryAsync(sql);

        answer.Failure.Should().Be(FailureCode.File);
        answer.Message.Should().Contain("may or may not have taken effect");
        await failing.EndedAsync();
    }

    [Theory]
    [InlineData(Fsync, "EIO")]
    [InlineData(Write, "EIO")]
    [InlineData(Write, "ENOSPC")]
    public async Task A_checkpoint_that_fails_loses_nothing_and_stops_nobody(string calls, string error)
    {
        var ledger = await SeedAsync();
        await using (var failing = await StartAsync(Fault.FailWith(error, calls, "1+") with { File = DatabaseFile }))
        {
            await ledger.WriteAsync(failing, EnoughForCheckpoints);
        }

        ledger.Failures.Should().BeEmpty("the log has what the file lacks");
        new FileInfo(Log).Length.Should().BeGreaterThan(1100 * 4096, "nothing was moved out of it");
        await CheckAsync(ledger);
        ledger.Found.Should().BePositive();
    }

    [Fact]
    public async Task The_process_ends_also_when_one_of_several_separate_statements_fails()
    {
        await SeedAsync();
        await using var failing = await StartAsync(Fault.FailWith("EIO", Fsync, "1") with { File = Log });

        var answer = await failing.JsonAsync("""
            {"transaction": false, "statements": [
                {"sql": "INSERT INTO entry VALUES(1, 'single', NULL)"}, {"sql": "INSERT INTO entry VALUES(2, 'single', NULL)"}]}
            """);

        (answer.Failure is null ? answer.Json : answer.Message).Should().Contain("may or may not have taken effect").And.NotContain("rows_affected");
        await failing.EndedAsync();
    }

    [Fact]
    public async Task Reads_are_served_by_a_disk_that_takes_no_writes()
    {
        await SeedAsync();
        await using var failing = await StartAsync(Fault.FailWith("EIO", $"{Fsync},{Write}", "1+") with { File = Log });

        (await failing.QueryAsync("SELECT count(*) FROM giver")).Value.Should().Be("3");
    }

    private string DatabaseFile => Path.Combine(_folder.Path, "database.sqlite");

    private string Log => $"{DatabaseFile}-wal";

    private async Task<Ledger> SeedAsync()
    {
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);
        return await Ledger.CreateAsync(worker);
    }

    private Task<WorkerUnderTest> StartAsync(Fault fault) => WorkerUnderTest.StartAsync(_folder.Path, tracer: fault.ToArguments());

    private async Task CheckAsync(Ledger ledger)
    {
        await using var worker = await WorkerUnderTest.StartAsync(_folder.Path);
        await ledger.CheckAsync(worker);
    }
}

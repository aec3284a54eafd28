using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Worker.Tests;

/// <summary>The disk is full: writes say so, reads go on, and with room come writes.</summary>
public sealed class FillingTheDisk : IDisposable
{
    private const int More = 100_000;

    private readonly SmallDisk _disk = new(size: 3000);

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Writes_are_refused_until_there_is_room_and_none_that_was_acknowledged_is_lost()
    {
        await using var worker = await WorkerUnderTest.StartAsync(_disk.Path);
        var ledger = await Ledger.CreateAsync(worker);
        for (var round = 0; round < 3; round++)
        {
            ledger.Failures.Clear();
            await ledger.WriteAsync(worker, More);
            ShouldAllBeFull(ledger);
            ledger.Failures.Should().NotBeEmpty();
            await ledger.CheckAsync(worker);
            (await worker.QueryAsync("SELECT count(*) FROM giver", mayWrite: false)).Value.Should().Be("3");

            _disk.Size += 500;
            (await worker.QueryAsync("INSERT INTO entry(kind) VALUES('afterwards')")).Failure.Should().BeNull();
            (await worker.QueryAsync("DELETE FROM entry WHERE kind = 'afterwards'")).Failure.Should().BeNull();
        }

        ledger.Found.Should().BePositive();
    }

    [Fact]
    public async Task A_worker_killed_on_a_full_disk_has_a_successor_that_reads()
    {
        Ledger ledger;
        await using (var worker = await WorkerUnderTest.StartAsync(_disk.Path))
        {
            ledger = await Ledger.CreateAsync(worker);
            await ledger.WriteAsync(worker, More);
            _disk.Fill("filling");
            await worker.KillAsync();
        }

        await using var successor = await WorkerUnderTest.StartAsync(_disk.Path);
        await ledger.CheckAsync(successor);
        (await successor.QueryAsync("UPDATE ballast SET filling = randomblob(200000)")).Failure.Should().Be(FailureCode.StorageFull);

        File.Delete(Path.Combine(_disk.Path, "filling"));
        _disk.Size += 1500;
        (await successor.QueryAsync("UPDATE ballast SET filling = randomblob(200000)")).Failure.Should().BeNull();
        await ledger.CheckAsync(successor);
    }

    [Fact]
    public async Task A_checkpoint_that_has_no_room_waits_for_it()
    {
        await using var worker = await WorkerUnderTest.StartAsync(_disk.Path);
        var ledger = await Ledger.CreateAsync(worker);

        // The log has its room already, since it is used again from its start; the file has to grow by what is in it.
        (await worker.QueryAsync("CREATE TABLE large(a); INSERT INTO large VALUES(zeroblob(1300000))")).Failure.Should().BeNull();
        _disk.Fill("filling", except: 500_000);
        for (var write = 0; write < 200; write++)
        {
            await worker.QueryAsync($"INSERT INTO large VALUES(randomblob({write * 100}))");
        }

        File.Delete(Path.Combine(_disk.Path, "filling"));
        _disk.Size += 8000;
        await ledger.WriteAsync(worker, 500);
        ledger.Failures.Should().BeEmpty();
        await ledger.CheckAsync(worker);
    }

    [Theory]
    [InlineData("pwrite64", "1+", "")]
    [InlineData("pwrite64", "40+", "")]
    [InlineData("pwrite64", "1+", "-wal")]
    [InlineData("pwrite64", "3", "-wal")]
    [InlineData("pwrite64", "4", "-wal")]
    [InlineData("pwrite64", "61", "-wal")]
    [InlineData("pwrite64", "100+", "-wal")]
    [InlineData("fsync,fdatasync", "1+", "")]
    public async Task Nothing_is_lost_wherever_the_room_ends(string calls, string when, string file)
    {
        using var folder = new TestFolder();
        Ledger ledger;
        await using (var worker = await WorkerUnderTest.StartAsync(folder.Path))
        {
            ledger = await Ledger.CreateAsync(worker);
        }

        var fault = Fault.FailWith("ENOSPC", calls, when) with { File = Path.Combine(folder.Path, $"database.sqlite{file}") };
        await using (var worker = await WorkerUnderTest.StartAsync(folder.Path, tracer: fault.ToArguments()))
        {
            await ledger.WriteAsync(worker, 500);
            ShouldAllBeFull(ledger);
            (await worker.QueryAsync("SELECT count(*) FROM giver")).Value.Should().Be("3");
            await worker.KillAsync();
        }

        await using var successor = await WorkerUnderTest.StartAsync(folder.Path);
        await ledger.CheckAsync(successor);
    }

    private static void ShouldAllBeFull(Ledger ledger) =>
        ledger.Failures.Where(answer => answer.Failure != FailureCode.StorageFull).Should().BeEmpty();
}

using System.Data.Common;
using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Metadata;

public sealed class RunningACommand
{
    private const string Hold = "UPDATE notes SET text = text WHERE text = @text";
    private const string Insert = "INSERT INTO notes (text) VALUES (@text) ON CONFLICT DO NOTHING";

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_succeeds_is_committed_before_what_waits_for_the_commit(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);
        var session = new MetadataSession(metadata.Database);
        IReadOnlyList<string>? seenByOthers = null;

        await session.RunAsync<Result<Nothing>>(
            async () =>
            {
                await session.ExecuteAsync(Insert, new { text = "a" }, CancellationToken.None);
                session.AfterCommit(async () => seenByOthers = await metadata.NotesAsync());
                seenByOthers.Should().BeNull();
                return new Nothing();
            },
            CancellationToken.None);

        seenByOthers.Should().Equal("a");
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_failure_leaves_nothing_and_runs_nothing_afterwards(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);
        var session = new MetadataSession(metadata.Database);
        var ran = false;

        var result = await session.RunAsync<Result<Nothing>>(
            async () =>
            {
                await session.ExecuteAsync(Insert, new { text = "a" }, CancellationToken.None);
                session.AfterCommit(() => Task.FromResult(ran = true));
                return AybError.Invalid("no");
            },
            CancellationToken.None);

        result.Error!.Message.Should().Be("no");
        ran.Should().BeFalse();
        (await metadata.NotesAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_exception_leaves_nothing_and_the_next_command_runs(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);
        var session = new MetadataSession(metadata.Database);
        var ran = 0;

        var failing = () => session.RunAsync<Result<Nothing>>(
            async () =>
            {
                await session.ExecuteAsync(Insert, new { text = "a" }, CancellationToken.None);
                session.AfterCommit(() => Task.FromResult(ran++));
                throw new InvalidOperationException("a bug");
            },
            CancellationToken.None);
        await failing.Should().ThrowAsync<InvalidOperationException>();
        await InsertAsync(session, "b");

        ran.Should().Be(0);
        (await metadata.NotesAsync()).Should().Equal("b");
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_commit_that_fails_leaves_nothing_and_the_next_command_runs(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);
        var session = new MetadataSession(metadata.Database);
        await WriteAsync(session, "CREATE TABLE replies (text VARCHAR(100) REFERENCES notes DEFERRABLE INITIALLY DEFERRED)");

        var orphan = () => WriteAsync(session, "INSERT INTO replies (text) VALUES ('to nobody')");
        await orphan.Should().ThrowAsync<DbException>();
        await InsertAsync(session, "b");

        (await metadata.NotesAsync()).Should().Equal("b");
        (await session.ListAsync<string>("SELECT text FROM replies", new { }, CancellationToken.None)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_commit_in_doubt_makes_caches_forget_and_sends_nothing(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);
        var session = new MetadataSession(new DoubtfulMetadata(metadata.Database));
        var happened = new List<string>();

        var doubtful = () => session.RunAsync<Result<Nothing>>(
            async () =>
            {
                await session.ExecuteAsync(Insert, new { text = "a" }, CancellationToken.None);
                session.AfterCommit(() =>
                {
                    happened.Add("sent");
                    return Task.CompletedTask;
                });
                session.ForgetAtCommit(() => happened.Add("forgotten"));
                return new Nothing();
            },
            CancellationToken.None);

        await doubtful.Should().ThrowAsync<IOException>();
        happened.Should().Equal("forgotten");
        (await metadata.NotesAsync()).Should().Equal("a");
    }

    [Fact]
    public async Task A_transaction_that_sqlite_itself_rolls_back_does_not_stop_the_next()
    {
        await using var metadata = await PrepareAsync(MetadataEngine.Sqlite);
        var session = new MetadataSession(metadata.Database);
        await InsertAsync(session, "a");

        var duplicate = () => WriteAsync(session, "INSERT OR ROLLBACK INTO notes (text) VALUES ('a')");
        (await duplicate.Should().ThrowAsync<DbException>()).WithMessage("*UNIQUE*");
        await InsertAsync(session, "b");

        (await metadata.NotesAsync()).Should().Equal("a", "b");
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task A_command_within_a_command_shares_its_transaction(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);
        var session = new MetadataSession(metadata.Database);

        await session.RunAsync<Result<Nothing>>(
            async () =>
            {
                await InsertAsync(session, "inner");
                return AybError.Invalid("the outer one fails");
            },
            CancellationToken.None);

        (await metadata.NotesAsync()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Of_many_that_insert_the_same_at_once_one_wins(MetadataEngine engine)
    {
        await using var metadata = await PrepareAsync(engine);

        var inserted = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, _) => Interlocked.Add(ref inserted, await InsertAsync(new MetadataSession(metadata.Database), "a")));

        inserted.Should().Be(1);
    }

    [Fact]
    public async Task A_server_that_stops_leaves_one_file_that_is_whole_by_itself()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "ayb.sqlite");
        await using (var database = MetadataUrl.Open($"sqlite://{file}"))
        {
            await WriteAsync(new MetadataSession(database), ScratchMetadata.CreateNotes);
            (await new MetadataSession(database).ListAsync<string>("SELECT text FROM notes", new { }, CancellationToken.None)).Should().BeEmpty();
        }

        File.Copy(file, Path.Combine(folder.Path, "backup.sqlite"));
        await using var backup = MetadataUrl.Open($"sqlite://{folder.Path}/backup.sqlite");
        (await InsertAsync(new MetadataSession(backup), "a")).Should().Be(1);
    }

    [Fact]
    public async Task Nothing_is_written_outside_a_command()
    {
        await using var metadata = await PrepareAsync(MetadataEngine.Sqlite);
        var session = new MetadataSession(metadata.Database);

        var write = () => session.ExecuteAsync(Insert, new { text = "a" }, CancellationToken.None);

        await write.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Of_two_that_wait_for_each_other_one_is_run_again()
    {
        await using var metadata = await PrepareAsync(MetadataEngine.Postgres);
        await WriteAsync(new MetadataSession(metadata.Database), "INSERT INTO notes (text) VALUES ('a'), ('b')");
        var (aIsHeld, bIsHeld) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (attempts, sent) = (0, 0);

        var results = await Task.WhenAll(HoldBothAsync("a", aIsHeld, "b", bIsHeld), HoldBothAsync("b", bIsHeld, "a", aIsHeld))
            .WaitAsync(TimeSpan.FromSeconds(30));

        results.Should().OnlyContain(result => result.Succeeded);
        attempts.Should().BeInRange(3, 8, "the one that is run again may meet the other once more");
        sent.Should().Be(2);

        async Task<Result<Nothing>> HoldBothAsync(string first, TaskCompletionSource firstIsHeld, string second, TaskCompletionSource secondIsHeld)
        {
            var session = new MetadataSession(metadata.Database);
            return await session.RunAsync<Result<Nothing>>(
                async () =>
                {
                    Interlocked.Increment(ref attempts);
                    session.AfterCommit(() => Task.FromResult(Interlocked.Increment(ref sent)));
                    await session.ExecuteAsync(Hold, new { text = first }, CancellationToken.None);
                    firstIsHeld.TrySetResult();
                    await secondIsHeld.Task;
                    await session.ExecuteAsync(Hold, new { text = second }, CancellationToken.None);
                    return new Nothing();
                },
                CancellationToken.None);
        }
    }

    private static async Task WriteAsync(MetadataSession session, string sql) =>
        await session.RunAsync<Result<int>>(
            async () => await session.ExecuteAsync(sql, new { }, CancellationToken.None), CancellationToken.None);

    private static async Task<int> InsertAsync(MetadataSession session, string text)
    {
        var result = await session.RunAsync<Result<int>>(
            async () => await session.ExecuteAsync(Insert, new { text }, CancellationToken.None), CancellationToken.None);
        return result.Value;
    }

    private static async Task<ScratchMetadata> PrepareAsync(MetadataEngine engine)
    {
        var metadata = await ScratchMetadata.CreateAsync(engine);
        var session = new MetadataSession(metadata.Database);
        await session.RunAsync<Result<int>>(
            async () => await session.ExecuteAsync(ScratchMetadata.CreateNotes, new { }, CancellationToken.None), CancellationToken.None);
        return metadata;
    }
}

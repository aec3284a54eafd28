using System.Text;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Testing;
using Dapper;

namespace Ayb.Infrastructure.Tests.Metadata.Export;

/// <summary>From one metadata database into another, of the same engine or the other.</summary>
public sealed class MovingMetadata
{
    private const int Rows = 60;
    private const int Rounds = 5;

    public static TheoryData<MetadataEngine, MetadataEngine> Ways => new()
    {
        { MetadataEngine.Sqlite, MetadataEngine.Sqlite },
        { MetadataEngine.Sqlite, MetadataEngine.Postgres },
        { MetadataEngine.Postgres, MetadataEngine.Sqlite },
        { MetadataEngine.Postgres, MetadataEngine.Postgres },
    };

    [Theory, MemberData(nameof(Ways))]
    public async Task Every_row_of_every_table_and_type_arrives(MetadataEngine from, MetadataEngine to)
    {
        foreach (var seed in FuzzRounds.Seeds(Rounds))
        {
            await using var source = await ExportedMetadata.CreateMigratedAsync(from);
            await AnyMetadata.AddAsync(source.Database, new Random(seed), Rows);
            var export = await source.ExportAsync();
            await using var target = await ExportedMetadata.CreateAsync(to);

            (await target.ImportAsync(export)).Error.Should().BeNull($"of seed {seed}");

            (await AnyMetadata.ReadAsync(target.Database)).Should().Equal(await AnyMetadata.ReadAsync(source.Database), $"of seed {seed}");
            (await target.ExportAsync()).Should().Equal(export, $"of seed {seed}");
            await target.MigrateAsync();
            (await AnyMetadata.ReadAsync(target.Database)).Should().HaveCountGreaterThan(Rows);
        }
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_is_written_in_lines_that_anybody_can_read(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);

        Encoding.UTF8.GetString(await metadata.ExportAsync()).Should().Be(
            """
            {"format":"ayb-metadata","version":1,"schemas":{"Notes":3}}
            {"table":"every_type","columns":["id","number","yes","text","real","bytes"]}
            {"table":"a_child","columns":["parent","name"]}
            {"table":"notes","columns":["text"]}
            ["first"]
            ["second"]
            {"rows":2}

            """);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Ids_go_on_after_those_that_were_given(MetadataEngine engine)
    {
        await using var source = await ExportedMetadata.CreateMigratedAsync(engine);
        await AnyMetadata.AddAsync(source.Database, new Random(1), 7);
        await using var target = await ExportedMetadata.CreateAsync(engine);
        (await target.ImportAsync(await source.ExportAsync())).Error.Should().BeNull();

        await AnyMetadata.AddAsync(target.Database, new Random(2), 1);

        await using var reader = await target.Database.OpenReaderAsync(CancellationToken.None);
        (await reader.QueryAsync<long>("SELECT id FROM every_type ORDER BY id")).Should().Equal(1, 2, 3, 4, 5, 6, 7, 8);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task What_others_keep_in_the_same_database_stays_out_of_it(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);
        await ExecuteAsync(metadata, "CREATE TABLE theirs (secret TEXT)");
        await ExecuteAsync(metadata, "INSERT INTO theirs VALUES ('canary')");

        Encoding.UTF8.GetString(await metadata.ExportAsync()).Should().NotContainAny("theirs", "canary");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_is_of_one_moment_and_nobody_waits_for_it(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);
        await AnyMetadata.AddAsync(metadata.Database, new Random(1), 50);
        using var written = new PausedStream(() => ExecuteAsync(metadata, "INSERT INTO notes (text) VALUES ('written meanwhile')"));

        await new MetadataExport(metadata.Database, [ExportedMetadata.Notes]).WriteAsync(written, CancellationToken.None);

        written.Pauses.Should().Be(1);
        written.Text.Should().Contain("\"second\"").And.NotContain("written meanwhile");
        Encoding.UTF8.GetString(await metadata.ExportAsync()).Should().Contain("written meanwhile");
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task It_goes_out_in_small_pieces(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);
        await AnyMetadata.AddAsync(metadata.Database, new Random(1), 200);
        using var written = new PausedStream(() => Task.CompletedTask);

        await new MetadataExport(metadata.Database, [ExportedMetadata.Notes]).WriteAsync(written, CancellationToken.None);

        written.Text.Length.Should().BeGreaterThan(1_000_000);
        written.LongestPiece.Should().BeLessThan(250_000, "the longest row has 100,000");
    }

    private static async Task ExecuteAsync(ExportedMetadata metadata, string sql)
    {
        await using var writer = await metadata.Database.OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync(sql, transaction: writer.Transaction);
        await writer.CommitAsync();
    }
}

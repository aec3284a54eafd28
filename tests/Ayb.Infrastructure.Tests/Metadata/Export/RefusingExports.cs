using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Metadata.Export;

/// <summary>What is not taken in, and changes nothing.</summary>
public sealed class RefusingExports
{
    private const string Head = """{"format":"ayb-metadata","version":1,"schemas":{"Notes":3}}""";
    private const string Table = """{"table":"notes","columns":["text"]}""";

    public static TheoryData<MetadataEngine, string, ErrorKind, string> Exports
    {
        get
        {
            var exports = new TheoryData<MetadataEngine, string, ErrorKind, string>();
            foreach (var engine in new[] { MetadataEngine.Sqlite, MetadataEngine.Postgres })
            {
                exports.Add(engine, "", ErrorKind.SnapshotDamaged, "*damaged*it is empty*");
                exports.Add(engine, "SQLite format 3", ErrorKind.SnapshotDamaged, "*damaged, or was not made by ayb*");
                exports.Add(engine, "[\n1]", ErrorKind.SnapshotDamaged, "*damaged, or was not made by ayb*");
                exports.Add(engine, "[1]", ErrorKind.SnapshotDamaged, "*it does not begin as one*");
                exports.Add(engine, """{"format":"other"}""", ErrorKind.SnapshotDamaged, "*it does not begin as one*");
                exports.Add(engine, $"{Head}\n{Table}\n[\"a\"]", ErrorKind.SnapshotDamaged, "*its end is missing*");
                exports.Add(engine, $"{Head}\n{Table}\n[\"a\"]\n{{\"rows\":2}}", ErrorKind.SnapshotDamaged, "*its end is missing*");
                exports.Add(engine, $"{Head}\n{Table}\n[\"a", ErrorKind.SnapshotDamaged, "*damaged*");
                exports.Add(engine, $"{Head}\n{Table}\n[\"a\",\"b\"]", ErrorKind.SnapshotDamaged, "*a row has not the columns of its table*");
                exports.Add(engine, $"{Head}\n[\"a\"]", ErrorKind.SnapshotDamaged, "*a row has not the columns of its table*");
                exports.Add(engine, $"{Head}\n{Table}\n[1]", ErrorKind.SnapshotDamaged, "*The column text can't hold a JSON Number*");
                exports.Add(engine, $"{Head}\n7", ErrorKind.SnapshotDamaged, "*a line is neither a row nor begins a table*");
                exports.Add(engine, """{"format":7}""", ErrorKind.SnapshotDamaged, "*damaged*");
                exports.Add(engine, $"{Head}\n{{\"table\":7,\"columns\":[]}}", ErrorKind.SnapshotDamaged, "*damaged*");
                exports.Add(engine, $"{Head}\n{{\"table\":\"notes\",\"columns\":\"text\"}}", ErrorKind.SnapshotDamaged, "*damaged*");
                exports.Add(engine, $"{Head}\n{Table}\n[\"a\"]\n{{\"rows\":\"1\"}}", ErrorKind.SnapshotDamaged, "*damaged*");
                exports.Add(
                    engine, $"{Head}\n{{\"table\":\"duckdbs\",\"columns\":[]}}", ErrorKind.Conflict,
                    "The metadata snapshot has a table duckdbs, which this version of ayb does not know. Restore it by the version that has made it.");
                exports.Add(
                    engine, $"{Head}\n{{\"table\":\"notes\",\"columns\":[\"text\",\"color\"]}}", ErrorKind.Conflict,
                    "*has a column color of the table notes, which this version of ayb does not know*");
                exports.Add(
                    engine, Head.Replace("3}", "4}"), ErrorKind.Conflict,
                    "*newer version of ayb: the schema of Notes is at 4, and this version knows it up to 3. Restore it by that newer version.");
                exports.Add(engine, Head.Replace("3}", "3,\"Notes\":3}"), ErrorKind.SnapshotDamaged, "*its end is missing*");
                exports.Add(engine, Head.Replace("Notes", "Tomorrow"), ErrorKind.Conflict, "*the schema of Tomorrow is at 3, and this version knows it up to 0*");
                exports.Add(engine, Head.Replace("n\":1", "n\":2"), ErrorKind.Conflict, "*its format is 2, and this version knows it up to 1*");
            }

            return exports;
        }
    }

    [Theory, MemberData(nameof(Exports))]
    public async Task What_is_no_export_of_this_version_changes_nothing(MetadataEngine engine, string export, ErrorKind kind, string message)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);

        var error = (await metadata.ImportAsync(export)).Error;

        error.Should().NotBeNull();
        error!.Kind.Should().Be(kind);
        error.Message.Should().Match(message);
        (await metadata.Import.IsEmptyAsync(CancellationToken.None)).Should().BeTrue();
        (await AnyMetadata.ReadAsync(metadata.Database)).Should().Equal("first", "second");
        (await metadata.FilesAsync()).Should().HaveCount(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n{\"table\":\"notes\",\"columns\":[\"text\"]}\n")]
    public async Task A_line_that_does_not_end_is_not_read_to_its_end(string before)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(MetadataEngine.Sqlite);
        using var export = new LongLine($"{(before.Length > 0 ? Head : "")}{before}[\"", length: 256 << 20);

        var error = (await metadata.Import.ReadAsync(export, CancellationToken.None)).Error;

        error!.Kind.Should().Be(ErrorKind.SnapshotDamaged);
        error.Message.Should().Match("*damaged*A line has more than 16777216 bytes*");
        export.Position.Should().BeLessThan(32 << 20);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Metadata_with_a_row_is_left_alone(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);
        var export = await metadata.ExportAsync();
        await AnyMetadata.AddAsync(metadata.Database, new Random(1), 1);
        var before = await AnyMetadata.ReadAsync(metadata.Database);

        (await metadata.Import.IsEmptyAsync(CancellationToken.None)).Should().BeFalse();
        (await metadata.ImportAsync(export)).Error!.Message.Should().StartWith("The metadata is not empty");

        (await AnyMetadata.ReadAsync(metadata.Database)).Should().Equal(before);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Metadata_of_a_newer_version_is_left_alone(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);
        var session = new MetadataSession(metadata.Database);
        await session.RunAsync<Result<int>>(
            async () => await session.ExecuteAsync(
                "INSERT INTO applied_migrations (module, number, file, applied_at) VALUES ('Notes', 4, '0004_tomorrow.sql', 0)", new { }, CancellationToken.None),
            CancellationToken.None);

        await FluentActions.Awaiting(() => metadata.ExportAsync()).Should().ThrowAsync<NewerSchemaException>();
        await FluentActions.Awaiting(() => metadata.ImportAsync(Head)).Should().ThrowAsync<NewerSchemaException>();

        (await metadata.FilesAsync()).Should().HaveCount(4);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task An_older_one_makes_the_tables_of_its_time_and_the_next_start_brings_them_up(MetadataEngine engine)
    {
        await using var metadata = await ExportedMetadata.CreateMigratedAsync(engine);

        (await metadata.ImportAsync(Head.Replace("3}", "1}"), Table, "[\"of old\"]", "{\"rows\":1}")).Error.Should().BeNull();

        (await metadata.FilesAsync()).Should().Equal("0001_notes.sql");
        await metadata.MigrateAsync();
        (await AnyMetadata.ReadAsync(metadata.Database)).Should().Equal("first", "of old", "second");
    }
}

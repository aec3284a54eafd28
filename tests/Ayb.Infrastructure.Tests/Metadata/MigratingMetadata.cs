using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Metadata;

public sealed class MigratingMetadata
{
    private static readonly ModuleMigrations Notes = new("Notes", typeof(MigratingMetadata).Assembly);

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Every_step_is_applied_once_and_in_order(MetadataEngine engine)
    {
        await using var metadata = await ScratchMetadata.CreateAsync(engine);
        var migrator = ScratchMetadata.Migrator(metadata.Database, Notes);

        await migrator.MigrateAsync(CancellationToken.None);
        await migrator.MigrateAsync(CancellationToken.None);

        (await metadata.NotesAsync()).Should().Equal("first", "second");
        (await AppliedAsync(metadata)).Should().Equal("0001_notes.sql", "0002_first_notes.sql", "0003_every_type.sql");
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Servers_that_start_at_once_do_not_collide(MetadataEngine engine)
    {
        await using var metadata = await ScratchMetadata.CreateAsync(engine);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 6),
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (_, _) => await MigrateAsAnotherServerAsync(metadata));

        (await AppliedAsync(metadata)).Should().Equal("0001_notes.sql", "0002_first_notes.sql", "0003_every_type.sql");
    }

    [Theory]
    [MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_schema_of_a_newer_version_is_refused_and_left_as_it_is(MetadataEngine engine)
    {
        await using var metadata = await ScratchMetadata.CreateAsync(engine);
        await ScratchMetadata.Migrator(metadata.Database, Notes).MigrateAsync(CancellationToken.None);
        var session = new MetadataSession(metadata.Database);
        await session.RunAsync<Result<int>>(
            async () => await session.ExecuteAsync(
                "INSERT INTO applied_migrations (module, number, file, applied_at) VALUES ('Notes', 4, '0004_tomorrow.sql', 0)",
                new { },
                CancellationToken.None),
            CancellationToken.None);

        var older = () => ScratchMetadata.Migrator(metadata.Database, Notes).MigrateAsync(CancellationToken.None);

        (await older.Should().ThrowAsync<NewerSchemaException>()).WithMessage("*newer version of ayb*Notes is at 4*up to 3*");
        (await AppliedAsync(metadata)).Should().HaveCount(4);
    }

    private static async Task MigrateAsAnotherServerAsync(ScratchMetadata metadata)
    {
        await using var server = metadata.OpenAgain();
        await ScratchMetadata.Migrator(server, Notes).MigrateAsync(CancellationToken.None);
    }

    private static Task<IReadOnlyList<string>> AppliedAsync(ScratchMetadata metadata) =>
        new MetadataSession(metadata.Database).ListAsync<string>(
            "SELECT file FROM applied_migrations ORDER BY number", new { }, CancellationToken.None);
}

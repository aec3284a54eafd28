using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using Ayb.Sharing.Storage;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Sharing.Tests;

public sealed class Migrating
{
    private static readonly ModuleMigrations Steps = new("Sharing", typeof(AuditStore).Assembly);

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Events_from_before_they_had_subjects_are_told_to_no_more_than_may_know(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var settings = new Dictionary<string, string?> { ["data_path"] = folder.Path, ["database_url"] = await engine.CreateDatabaseAsync(folder.Path) };
        await using var services = new ServiceCollection()
            .AddAybInfrastructure(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        var database = services.GetRequiredService<IMetadataDatabase>();
        await using var writer = await database.OpenWriterAsync(CancellationToken.None);
        foreach (var step in Steps.For(database.Engine))
        {
            if (step.File.EndsWith("_audit_subjects.sql", StringComparison.Ordinal))
            {
                await RunAsync("INSERT INTO grants (database_id, entity_id, entity_slug, level, granted_at) VALUES ('books', 'B', 'bob', 'no-access', 1)");
                await RunAsync(
                    """
                    INSERT INTO audit_log (happened_at, account_id, actor_id, actor_slug, action, subject, database_id, detail)
                    VALUES (1, 'A', 'A', 'alice', 'database-created', NULL, 'books', 'no-access'),
                           (2, 'A', 'A', 'alice', 'shared', 'bob', 'books', 'read-only'),
                           (3, 'A', 'A', 'alice', 'shared', 'bob', 'books', 'no-access'),
                           (4, 'A', 'A', 'alice', 'token-created', 'a', 'books', 'read-only'),
                           (5, 'B', 'B', 'bob', 'token-created', 'b', 'books', 'read-only, "nightly"')
                    """);
            }

            await RunAsync(step.Sql);
        }

        (await writer.Connection.QueryAsync<string>(
            "SELECT happened_at || ' ' || COALESCE(subject_id, '-') || ' ' || COALESCE(database_id, '-') FROM audit_log ORDER BY id",
            transaction: writer.Transaction)).Should().Equal("1 - books", "2 B books", "3 - books", "4 - books", "5 - -");

        Task RunAsync(string sql) => writer.Connection.ExecuteAsync(sql, transaction: writer.Transaction);
    }
}

using System.Data.Common;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public class Migrating
{
    [Theory]
    [InlineData("entities")]
    [InlineData("api_tokens")]
    [InlineData("memberships")]
    [InlineData("invitations")]
    [InlineData("profiles")]
    [InlineData("profile_links")]
    [InlineData("used_confirmations")]
    public async Task Both_engines_have_the_same_columns_in_the_same_order(string table)
    {
        var sqlite = await ColumnsAsync(MetadataEngine.Sqlite, table);
        var postgres = await ColumnsAsync(MetadataEngine.Postgres, table);

        sqlite.Should().NotBeEmpty().And.Equal(postgres);
    }

    [Fact]
    public void Both_engines_have_the_same_numbers_and_names()
    {
        var migrations = new ModuleMigrations("Identity", typeof(IdentityOptions).Assembly);

        migrations.For("sqlite").Select(migration => migration.File).Should().NotBeEmpty()
            .And.Equal(migrations.For("postgresql").Select(migration => migration.File));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Confirmed_addresses_survive_the_step_to_organizations_without_one(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var settings = new Dictionary<string, string?> { ["data_path"] = folder.Path, ["database_url"] = await engine.CreateDatabaseAsync(folder.Path) };
        await using var services = new ServiceCollection()
            .AddAybInfrastructure(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        var database = services.GetRequiredService<IMetadataDatabase>();
        await using var writer = await database.OpenWriterAsync(CancellationToken.None);
        foreach (var step in new ModuleMigrations("Identity", typeof(IdentityOptions).Assembly).For(database.Engine))
        {
            if (step.File.EndsWith("_organizations.sql", StringComparison.Ordinal))
            {
                await RunAsync("INSERT INTO entities (id, slug, type, email_address, created_at) VALUES ('1', 'alice', 'user', 'a@example.org', 5)");
                await RunAsync("INSERT INTO api_tokens (short_token, entity_id, hash, created_at) VALUES ('t', '1', 'h', 6)");
            }

            await RunAsync(step.Sql);
        }

        await RunAsync("INSERT INTO entities (id, slug, type, created_at) VALUES ('2', 'acme', 'organization', 7)");
        await RunAsync("INSERT INTO memberships (organization_id, member_id, role, since) VALUES ('2', '1', 'owner', 8)");
        (await writer.Connection.QueryAsync<string>(
            "SELECT id || slug || type || COALESCE(email_address, 'none') || created_at FROM entities ORDER BY id", transaction: writer.Transaction))
            .Should().Equal("1aliceusera@example.org5", "2acmeorganizationnone7");

        Task RunAsync(string sql) => writer.Connection.ExecuteAsync(sql, transaction: writer.Transaction);
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Tokens_from_before_they_could_be_narrowed_to_reading_stay(MetadataEngine engine)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await host.SignUpAsync();
        var steps = new ModuleMigrations("Identity", typeof(IdentityOptions).Assembly).For(engine.ToString());
        const string Narrow =
            """
            INSERT INTO api_tokens (short_token, entity_id, hash, database_id, permission_level, app_name, created_at, expires_at)
            SELECT 'narrow', id, 'h', 'd', 'read-only', 'a', 1, 2 FROM entities
            """;

        await host.RunMetadataAsync("DROP TABLE api_tokens", steps[1].Sql, Narrow, steps[2].Sql);

        await host.ChangeMetadataAsync(
            """
            UPDATE api_tokens SET database_id = NULL
            WHERE short_token = @Short AND hash = 'h' AND database_id = 'd' AND permission_level = 'read-only' AND app_name = 'a'
                  AND created_at = 1 AND expires_at = 2 AND revoked_at IS NULL
            """,
            new { Short = "narrow" });
        await FluentActions.Awaiting(() => host.RunMetadataAsync("UPDATE api_tokens SET database_id = 'd', permission_level = NULL"))
            .Should().ThrowAsync<DbException>("a token for one database says how far it goes there");
    }

    private static async Task<IReadOnlyList<string>> ColumnsAsync(MetadataEngine engine, string table)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await using var connection = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        await using var reader = await connection.ExecuteReaderAsync($"SELECT * FROM {table}");
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}

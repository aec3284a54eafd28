using System.Text;
using Ayb.Infrastructure.Metadata;
using Ayb.Infrastructure.Metadata.Export;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Architecture.Tests;

public sealed class Migrations
{
    private const string SqliteColumns =
        """
        SELECT t.name || '.' || c.name || ' ' || lower(c.type) || CASE WHEN c."notnull" THEN ' not null' ELSE '' END
               || CASE WHEN c.pk > 0 THEN ' key ' || c.pk ELSE '' END
        FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        """;

    private const string PostgresColumns =
        """
        SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || CASE c.is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
               || COALESCE(' key ' || (
                   SELECT k.ordinal_position
                   FROM information_schema.key_column_usage AS k
                   JOIN information_schema.table_constraints AS p USING (constraint_schema, constraint_name)
                   WHERE p.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name AND k.column_name = c.column_name), '')
        FROM information_schema.columns AS c
        WHERE c.table_schema = 'public'
        """;

    private const string LooseTables =
        """
        SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name <> 'applied_migrations'
        """;

    // One name for what either engine calls a type.
    private static readonly (string Engine, string Shared)[] TypeNames =
        [(" bigint", " integer"), (" int ", " integer "), (" boolean", " integer"), (" blob", " bytea"), (" double precision", " real")];

    [Fact]
    public async Task Both_engines_have_the_same_steps()
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(MetadataEngine.Sqlite, folder);
        var modules = host.Services.GetServices<ModuleMigrations>().ToList();
        modules.SelectMany(module => module.For("sqlite")).Should().NotBeEmpty();

        foreach (var module in modules)
        {
            module.For("postgresql").Select(step => step.File).Should().Equal(
                module.For("sqlite").Select(step => step.File), $"{module.Module} means the same by a number on both engines");
        }
    }

    [Fact]
    public async Task Both_engines_arrive_at_the_same_tables()
    {
        var sqlite = await ReadAsync(MetadataEngine.Sqlite, SqliteColumns);
        var postgres = await ReadAsync(MetadataEngine.Postgres, PostgresColumns);
        sqlite.Should().NotBeEmpty();

        postgres.Select(InSharedTypes).Should().BeEquivalentTo(sqlite.Select(InSharedTypes));
    }

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Every_table_of_every_module_leaves_with_an_export_and_comes_back(MetadataEngine engine)
    {
        var tables = (await ReadAsync(MetadataEngine.Sqlite, SqliteColumns)).Select(column => column.Split('.')[0]).Distinct().Except(["applied_migrations"]);
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(engine, folder);
        using var export = new MemoryStream();

        await host.Services.GetRequiredService<MetadataExport>().WriteAsync(export, CancellationToken.None);

        var exported = Encoding.UTF8.GetString(export.ToArray()).Split('\n').Where(line => line.StartsWith("{\"table\"", StringComparison.Ordinal));
        exported.Select(line => line.Split('"')[3]).Should().BeEquivalentTo(tables);
        export.Position = 0;
        (await host.Services.GetRequiredService<MetadataImport>().ReadAsync(export, CancellationToken.None)).Error.Should().BeNull();
    }

    [Fact]
    public async Task In_SQLite_every_table_of_a_module_is_strict()
    {
        (await ReadAsync(MetadataEngine.Sqlite, LooseTables)).Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(MetadataEngine engine, string sql)
    {
        using var folder = new TestFolder();
        await using var host = await WholeServer.StartAsync(engine, folder);
        await using var reader = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        return (await reader.QueryAsync<string>(sql)).AsList();
    }

    private static string InSharedTypes(string column) =>
        TypeNames.Aggregate(column + " ", (text, name) => text.Replace(name.Engine, name.Shared, StringComparison.Ordinal));
}

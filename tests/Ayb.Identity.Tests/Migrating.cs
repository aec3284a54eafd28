using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

public class Migrating
{
    [Theory]
    [InlineData("entities")]
    [InlineData("api_tokens")]
    [InlineData("profiles")]
    [InlineData("profile_links")]
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

    private static async Task<IReadOnlyList<string>> ColumnsAsync(MetadataEngine engine, string table)
    {
        await using var host = await IdentityModule.StartAsync(engine);
        await using var connection = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        await using var reader = await connection.ExecuteReaderAsync($"SELECT * FROM {table}");
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }
}

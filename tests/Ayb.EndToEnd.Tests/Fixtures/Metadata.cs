using Ayb.Infrastructure;
using Ayb.Infrastructure.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.EndToEnd.Tests.Fixtures;

/// <summary>Reaches into a server's own database.</summary>
internal static class Metadata
{
    public static async Task ExecuteAsync(string databaseUrl, string sql)
    {
        var settings = new Dictionary<string, string?> { ["database_url"] = databaseUrl };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        await using var services = new ServiceCollection().AddLogging().AddAybInfrastructure(configuration).BuildServiceProvider();
        var database = services.GetRequiredService<IMetadataDatabase>();
        await using var writer = await database.OpenWriterAsync(CancellationToken.None);
        await using var command = writer.Connection.CreateCommand();
        command.Transaction = writer.Transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        await writer.CommitAsync();
    }
}

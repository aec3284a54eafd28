using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Sharing.Tests;

/// <summary>The module alone: the test says which databases come into being.</summary>
internal static class SharingHost
{
    public static Task<ModuleHost> StartAsync(MetadataEngine engine) =>
        ModuleHost.StartAsync(engine, (services, configuration) => services.AddSharing(configuration));

    public static async Task<HostedDatabase> CreatedAsync(this ModuleHost host, string slug, PublicSharingLevel level)
    {
        var database = Cast.AlicesDatabase(slug);
        (await host.PublishAsync(new DatabaseCreated(database, level))).Succeeded.Should().BeTrue();
        return database;
    }

    public static async Task AnotherServerSetsEveryLevelAsync(this ModuleHost host, string level)
    {
        await using var writer = await host.Services.GetRequiredService<IMetadataDatabase>().OpenWriterAsync(CancellationToken.None);
        await writer.Connection.ExecuteAsync("UPDATE public_levels SET level = @level", new { level }, writer.Transaction);
        await writer.CommitAsync();
    }
}

using Ayb.Infrastructure.Metadata;
using Ayb.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Identity.Tests;

internal static class Waiting
{
    private const string CountWaiting =
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    /// <summary>Returns once a command waits for another transaction, on PostgreSQL, or has ended without.</summary>
    public static async Task UntilItWaitsAsync(this ModuleHost host, Task command)
    {
        await using var watcher = await host.Services.GetRequiredService<IMetadataDatabase>().OpenReaderAsync(CancellationToken.None);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!command.IsCompleted && await watcher.QuerySingleAsync<long>(CountWaiting) == 0)
        {
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}

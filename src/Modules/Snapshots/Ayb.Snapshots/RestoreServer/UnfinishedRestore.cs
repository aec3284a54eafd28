using Ayb.Infrastructure.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ayb.Snapshots;

/// <summary>
/// Keeps a server from starting that is not restored as a whole: who looks for a database that is not back yet would make an empty one,
/// which is taken for it from then on, and whose snapshots would push those of the lost one out.
/// </summary>
internal sealed class UnfinishedRestore(RestoreMark mark) : IHostedLifecycleService
{
    /// <summary>Before anything else is started.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => mark.IsThere
        ? throw new ConfigurationException(
            $"This server is restored in part only. Complete it: ayb server restore --from-snapshots, with the same --config. To do without what is not back, remove {mark.Path}; databases that are not back are empty then.")
        : Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

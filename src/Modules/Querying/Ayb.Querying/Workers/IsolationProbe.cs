using Ayb.Infrastructure.Configuration;
using Ayb.Querying.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>Finds out at the start of the server, before anybody is served, which layers of isolation there are.</summary>
internal sealed class IsolationProbe(WorkerLauncher launcher, IsolationGate gate, ILogger<IsolationProbe> logger) : IHostedService
{
    /// <exception cref="ConfigurationException">Isolation is required, and not to be had here.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await launcher.ProbeAsync() is { } found)
        {
            gate.Found = found;
            Log.Isolated(logger, found.Layers, found.LandlockAbi);
        }
        else if (gate.IsRequired)
        {
            throw new ConfigurationException(
                "isolation.required is set, but no query worker could be started to find out whether there is any; see querying.worker_path.");
        }

        var missing = SandboxLayers.All & ~gate.Found.Layers;
        if (missing == SandboxLayers.None)
        {
            return;
        }

        if (gate.IsRequired)
        {
            throw new ConfigurationException(
                $"isolation.required is set, but this kernel or container does not offer these layers of isolation: {missing}. Run ayb where they are to be had, or give strangers no accounts and unset isolation.required.");
        }

        Log.NotIsolated(logger, missing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>Knows what isolation workers have here, and what they must have.</summary>
internal sealed class IsolationGate(IsolationOptions options, ILogger<IsolationGate> logger)
{
    private static readonly AybError Refusal = new(
        ErrorKind.Unavailable, "The database is not served: its process is not isolated from the rest of the server as it has to be. Tell the server's operator.");

    public bool IsRequired => options.Required;

    /// <summary>As the server found it at its start.</summary>
    public Isolation Found { get; set; }

    /// <returns>Why a worker may not serve; <c>null</c> when it may.</returns>
    public AybError? RefusalOf(DatabaseId database, Isolation isolation)
    {
        if (!options.Required || isolation.Layers == SandboxLayers.All)
        {
            return null;
        }

        Log.WorkerRefused(logger, database, SandboxLayers.All & ~isolation.Layers);
        return Refusal;
    }
}

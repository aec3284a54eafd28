using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>What stands between the SQL of strangers and this server.</summary>
public sealed record ShowIsolation : IQuery<IsolationDetails>;

/// <param name="Isolated">All layers are there.</param>
/// <param name="Required">The server serves nothing without them.</param>
/// <param name="LandlockAbi">The version of Landlock that the kernel has; 0 without it.</param>
/// <param name="Layers">Which of them are in force in every worker.</param>
public sealed record IsolationDetails(bool Isolated, bool Required, int LandlockAbi, IsolationLayers Layers);

public sealed record IsolationLayers(
    bool NoNewPrivileges, bool LandlockFiles, bool LandlockNetwork, bool LandlockScopes, bool Seccomp, bool ResourceLimits);

internal sealed class ShowIsolationHandler(IsolationGate gate) : IRequestHandler<ShowIsolation, Result<IsolationDetails>>
{
    public Task<Result<IsolationDetails>> Handle(ShowIsolation request, CancellationToken cancellationToken)
    {
        var found = gate.Found;
        var layers = new IsolationLayers(
            Has(SandboxLayers.NoNewPrivileges),
            Has(SandboxLayers.LandlockFiles),
            Has(SandboxLayers.LandlockNetwork),
            Has(SandboxLayers.LandlockScopes),
            Has(SandboxLayers.Seccomp),
            Has(SandboxLayers.ResourceLimits));
        return Task.FromResult<Result<IsolationDetails>>(
            new IsolationDetails(found.Layers == SandboxLayers.All, gate.IsRequired, found.LandlockAbi, layers));

        bool Has(SandboxLayers layer) => found.Layers.HasFlag(layer);
    }
}

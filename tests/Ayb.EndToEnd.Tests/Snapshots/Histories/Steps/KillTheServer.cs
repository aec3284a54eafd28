namespace Ayb.EndToEnd.Tests.Snapshots.Histories.Steps;

/// <summary>All that was acknowledged is still there.</summary>
internal sealed class KillTheServer : IStep
{
    public int Weight => 1;

    public Task HappenAsync(History history, TrackedDatabase database) => history.Server.KillAndRestartAsync();
}

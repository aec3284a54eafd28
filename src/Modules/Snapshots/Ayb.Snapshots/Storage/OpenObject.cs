namespace Ayb.Snapshots.Storage;

/// <summary>An object that is being read.</summary>
internal sealed record OpenObject(Stream Content, IReadOnlyDictionary<string, string> Metadata) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

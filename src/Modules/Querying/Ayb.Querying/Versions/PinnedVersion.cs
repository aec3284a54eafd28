using Ayb.Contracts;

namespace Ayb.Querying.Versions;

/// <summary>Keeps a version in its folder until it is disposed. From then on only requests that run keep it there.</summary>
internal sealed class PinnedVersion(CachedVersion version, bool tookItsTime, Action<CachedVersion> unpin) : IDisposable
{
    private bool _isOver;

    public DatabaseId Id => version.Id;

    /// <summary>It was not there when it was asked for.</summary>
    public bool TookItsTime => tookItsTime;

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            unpin(version);
        }
    }
}

namespace Ayb.Querying.Versions;

/// <summary>Room that something has, until it is disposed.</summary>
internal sealed class TakenRoom(VersionRoom of, long bytes) : IDisposable
{
    private bool _isOver;

    public bool IsMoreThanAll => of.IsLessThan(bytes);

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            of.GiveBack(bytes);
        }
    }
}

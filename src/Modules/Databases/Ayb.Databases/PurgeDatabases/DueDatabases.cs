namespace Ayb.Databases;

/// <summary>
/// The databases whose grace period was over when the run before looked. A clock that is wrong for a moment, as after a start or before it is
/// corrected over the network, would otherwise end the grace of all of them at once.
/// </summary>
internal sealed class DueDatabases
{
    private readonly Lock _lock = new();
    private HashSet<string> _before = [];

    /// <param name="now">The ids of all whose grace period is over now.</param>
    /// <returns>Those of which this was so before; the others wait for the next run.</returns>
    public IReadOnlyList<string> StillDue(IReadOnlyList<string> now)
    {
        lock (_lock)
        {
            IReadOnlyList<string> still = [.. now.Where(_before.Contains)];
            _before = [.. now];
            return still;
        }
    }
}

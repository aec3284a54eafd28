using Microsoft.Extensions.Logging;

namespace Ayb.Snapshots;

/// <summary>The keys of objects that have gone or come back, told in a line for all of them: it may be everything there was.</summary>
internal sealed class PresenceChanges
{
    private const int MostTold = 5;

    public List<string> Missing { get; } = [];

    public List<string> Back { get; } = [];

    public List<string> Forgotten { get; } = [];

    public void Tell(ILogger logger)
    {
        Tell(Missing, (count, keys) => Log.ObjectsMissing(logger, count, keys));
        Tell(Back, (count, keys) => Log.ObjectsBack(logger, count, keys));
        Tell(Forgotten, (count, keys) => Log.ObjectsForgotten(logger, count, keys));
    }

    private static void Tell(List<string> keys, Action<int, string> log)
    {
        if (keys.Count > 0)
        {
            log(keys.Count, string.Join(", ", keys.Take(MostTold)) + (keys.Count > MostTold ? ", …" : ""));
        }
    }
}

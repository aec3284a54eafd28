using Ayb.Contracts;

namespace Ayb.Snapshots.Storage;

/// <summary>Where failures that went up through streams become results again.</summary>
internal static class Attempt
{
    public static async Task<Result<T>> Async<T>(Func<Task<T>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (SnapshotException exception)
        {
            return exception.Error;
        }
    }
}

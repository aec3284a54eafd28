namespace Ayb.Querying.Workers;

/// <summary>
/// How much of the CPU a worker gets when others want it too. Each worker leads a session of its own, and Linux shares the CPU
/// among sessions before it does among threads: see "The autogroup feature" in sched(7).
/// </summary>
internal sealed class CpuShare(int processId)
{
    private const string Ordinary = "0";
    private const string Least = "19";

    private bool _yields;

    /// <param name="yields">Whether others go first.</param>
    public void Set(bool yields)
    {
        if (yields == _yields)
        {
            return;
        }

        try
        {
            File.WriteAllText($"/proc/{processId}/autogroup", yields ? Least : Ordinary);
            _yields = yields;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The kernel lacks the feature, the process is gone, or the kernel takes no more changes for now: whoever asks asks again.
        }
    }
}

namespace Ayb.Benchmarks.Servers;

/// <summary>The most memory that a host takes from now on, and any one of its workers, which come and go.</summary>
internal sealed class PeakMemory
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly KernelView _host;
    private readonly Task<long> _watching;
    private volatile bool _isOver;

    public PeakMemory(KernelView host)
    {
        _host = host;
        host.ForgetPeak();
        foreach (var worker in host.Children)
        {
            worker.ForgetPeak();
        }

        _watching = WatchAsync();
    }

    /// <returns>KiB.</returns>
    public async Task<(long Host, long Worker)> StopAsync()
    {
        _isOver = true;
        return (_host.Peak, await _watching);
    }

    private async Task<long> WatchAsync()
    {
        using var timer = new PeriodicTimer(LookAgain);
        var most = 0L;
        do
        {
            most = Math.Max(most, _host.Children.Select(PeakOf).DefaultIfEmpty().Max());
        }
        while (!_isOver && await timer.WaitForNextTickAsync());

        return most;
    }

    private static long PeakOf(KernelView worker)
    {
        try
        {
            return worker.Peak;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It has ended, or is about to; what it took was seen a moment before.
            return 0;
        }
    }
}

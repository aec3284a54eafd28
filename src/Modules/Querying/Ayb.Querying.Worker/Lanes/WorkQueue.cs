namespace Ayb.Querying.Worker.Lanes;

/// <summary>What lanes wait on.</summary>
internal sealed class WorkQueue
{
    private readonly Queue<Request> _requests = new();
    private int _count;

    public bool HasMore => Volatile.Read(ref _count) > 0;

    public void Add(Request request)
    {
        lock (_requests)
        {
            _requests.Enqueue(request);
            _count++;
            Monitor.Pulse(_requests);
        }
    }

    /// <summary>Waits for the next request.</summary>
    public Request Take()
    {
        lock (_requests)
        {
            while (_requests.Count == 0)
            {
                Monitor.Wait(_requests);
            }

            _count--;
            return _requests.Dequeue();
        }
    }

    /// <summary>Takes what is there, without waiting.</summary>
    public void TakeMore(List<Request> requests, int most)
    {
        lock (_requests)
        {
            while (requests.Count < most && _requests.TryDequeue(out var request))
            {
                _count--;
                requests.Add(request);
            }
        }
    }
}

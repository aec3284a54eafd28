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

    /// <summary>Lets those that were taken be the next again, before all that has come since.</summary>
    public void PutBack(IReadOnlyCollection<Request> requests)
    {
        if (requests.Count == 0)
        {
            return;
        }

        lock (_requests)
        {
            var since = _requests.ToArray();
            _requests.Clear();
            foreach (var request in requests.Concat(since))
            {
                _requests.Enqueue(request);
            }

            _count += requests.Count;
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

    /// <summary>Takes out those for whose answer nobody waits any more.</summary>
    public IReadOnlyList<Request> TakeLate()
    {
        lock (_requests)
        {
            var late = _requests.Where(request => request.MustStop).ToList();
            for (var left = late.Count > 0 ? _requests.Count : 0; left > 0; left--)
            {
                if (_requests.Dequeue() is { } request && !late.Contains(request))
                {
                    _requests.Enqueue(request);
                }
            }

            _count -= late.Count;
            return late;
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

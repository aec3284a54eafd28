namespace Ayb.Querying.Worker;

/// <summary>What lanes wait on.</summary>
internal sealed class WorkQueue<T>
{
    private readonly Queue<T> _items = new();

    public void Add(T item)
    {
        lock (_items)
        {
            _items.Enqueue(item);
            Monitor.Pulse(_items);
        }
    }

    /// <summary>Waits for the next item.</summary>
    public T Take()
    {
        lock (_items)
        {
            while (_items.Count == 0)
            {
                Monitor.Wait(_items);
            }

            return _items.Dequeue();
        }
    }
}

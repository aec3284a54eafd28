namespace Ayb.Infrastructure.Requests;

/// <summary>One at a time for each key; those who wait get their turn in the order in which they came.</summary>
public sealed class KeyedLock<TKey> where TKey : notnull
{
    private readonly Dictionary<TKey, (SemaphoreSlim Turn, int Users)> _turns = [];

    /// <returns>To be disposed when the turn is over.</returns>
    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        var turn = Join(key);
        try
        {
            await turn.WaitAsync(cancellationToken);
            return new Turn(this, key, turn);
        }
        catch (OperationCanceledException)
        {
            Leave(key);
            throw;
        }
    }

    private SemaphoreSlim Join(TKey key)
    {
        lock (_turns)
        {
            var (turn, users) = _turns.TryGetValue(key, out var known) ? known : (new SemaphoreSlim(1), 0);
            _turns[key] = (turn, users + 1);
            return turn;
        }
    }

    private void Leave(TKey key)
    {
        lock (_turns)
        {
            var (turn, users) = _turns[key];
            if (users == 1)
            {
                _turns.Remove(key);
            }
            else
            {
                _turns[key] = (turn, users - 1);
            }
        }
    }

    private sealed class Turn(KeyedLock<TKey> owner, TKey key, SemaphoreSlim turn) : IDisposable
    {
        public void Dispose()
        {
            turn.Release();
            owner.Leave(key);
        }
    }
}

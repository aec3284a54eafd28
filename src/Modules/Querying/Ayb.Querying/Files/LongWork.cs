using System.Globalization;
using Ayb.Contracts;

namespace Ayb.Querying.Files;

/// <summary>
/// How much of what takes a process, a copy of a database and its time is done at once: exports, imports, comparisons, and fetching an earlier version.
/// Who finds no place is told to come back, and waits for nobody.
/// </summary>
internal sealed class LongWork
{
    public const int MostOfAll = 8;
    public const int MostOfAccount = 2;

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(5);

    private static readonly AybError Full = TooMuch($"{MostOfAll} exports, imports, comparisons and fetches of earlier versions run on this server, as many as may");

    private static readonly AybError ShareUsed = TooMuch($"{MostOfAccount} exports, imports, comparisons and fetches of earlier versions of your account run, as many as may");

    private readonly Dictionary<EntityId, int> _running = [];

    /// <returns>To be disposed when it is done.</returns>
    public Result<IDisposable> Begin(EntityId account)
    {
        lock (_running)
        {
            var own = _running.GetValueOrDefault(account);
            if (own == MostOfAccount)
            {
                return ShareUsed;
            }

            if (_running.Values.Sum() == MostOfAll)
            {
                return Full;
            }

            _running[account] = own + 1;
            return new Place(this, account);
        }
    }

    private static AybError TooMuch(FormattableString what) =>
        new(ErrorKind.TooManyRequests, what.ToString(CultureInfo.InvariantCulture) + "; try again when one has ended.") { RetryAfter = ComeBackAfter };

    private void End(EntityId account)
    {
        lock (_running)
        {
            if (--_running[account] == 0)
            {
                _running.Remove(account);
            }
        }
    }

    private sealed class Place(LongWork work, EntityId account) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
            {
                _isOver = true;
                work.End(account);
            }
        }
    }
}

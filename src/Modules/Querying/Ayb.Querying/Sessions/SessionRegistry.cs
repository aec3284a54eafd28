using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Sessions;

/// <summary>The sessions of this server. Those that are over are remembered for a while, to tell who opened them how they ended.</summary>
internal sealed class SessionRegistry(WorkerPool workers)
{
    private const int MostRemembered = 1000;

    /// <summary>128 bits: nobody guesses a session, and it is of no use without its token.</summary>
    private const int NameBytes = 16;

    private static readonly AybError TooMany = new(
        ErrorKind.TooManyRequests, $"This database has {SessionLimits.MostOfOneDatabase} sessions already; try again when one is over.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private readonly ConcurrentQueue<string> _over = new();
    private readonly Dictionary<DatabaseId, int> _places = [];

    /// <summary>Waits until the database has room for the transaction: to write, until all who came before have written.</summary>
    public async Task<Result<Session>> OpenAsync(
        DatabaseId database, Principal owner, bool mayWrite, CancellationToken cancellationToken)
    {
        if (!TryTakePlace(database))
        {
            return TooMany;
        }

        Session? session = null;
        try
        {
            var query = WorkerQuery.OpenSession(mayWrite ? FrameMarks.MayWrite : FrameMarks.None);
            var begun = await workers.BeginAsync(database, query, cancellationToken);
            if (!begun.TryGet(out var held, out var error))
            {
                return error;
            }

            var opened = await Session.OpenAsync(NewName(), database, owner, mayWrite, held, cancellationToken);
            if (opened.TryGet(out session, out _))
            {
                _sessions[session.Name] = session;
                _ = RememberAsync(session, database);
            }

            return opened;
        }
        finally
        {
            if (session is null)
            {
                FreePlace(database);
            }
        }
    }

    /// <returns>The session; that of somebody else is as unknown as one that never was.</returns>
    public Result<Session> Find(string name, DatabaseId database, Principal caller) =>
        _sessions.TryGetValue(name, out var session) && session.IsKnownTo(caller, database)
            ? session
            : AybError.NotFound("session", name);

    private static string NewName() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NameBytes));

    private async Task RememberAsync(Session session, DatabaseId database)
    {
        await session.Ended;
        FreePlace(database);
        _over.Enqueue(session.Name);
        while (_over.Count > MostRemembered && _over.TryDequeue(out var oldest))
        {
            _sessions.TryRemove(oldest, out _);
        }
    }

    private bool TryTakePlace(DatabaseId database)
    {
        lock (_places)
        {
            var taken = _places.GetValueOrDefault(database);
            if (taken == SessionLimits.MostOfOneDatabase)
            {
                return false;
            }

            _places[database] = taken + 1;
            return true;
        }
    }

    private void FreePlace(DatabaseId database)
    {
        lock (_places)
        {
            if (_places[database] == 1)
            {
                _places.Remove(database);
            }
            else
            {
                _places[database]--;
            }
        }
    }
}

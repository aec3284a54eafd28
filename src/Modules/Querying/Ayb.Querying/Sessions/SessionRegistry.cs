using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Sessions;

/// <summary>The sessions of this server. Those that are over are remembered for a while, to tell who opened them how they ended.</summary>
internal sealed class SessionRegistry(WorkerPool workers, LimitTable limits)
{
    private const int MostRemembered = 1000;

    /// <summary>128 bits: nobody guesses a session, and it is of no use without its token.</summary>
    private const int NameBytes = 16;

    private readonly ConcurrentDictionary<string, Session> _sessions = new();
    private readonly ConcurrentQueue<string> _over = new();

    /// <summary>Waits until the database has room for the transaction: to write, until all who came before have written.</summary>
    public async Task<Result<Session>> OpenAsync(
        HostedDatabase database, Principal owner, bool writes, CancellationToken cancellationToken)
    {
        var query = WorkerQuery.OpenSession(writes ? FrameMarks.MayWrite : FrameMarks.None);
        var begun = await workers.BeginAsync(database, query, cancellationToken);
        if (!begun.TryGet(out var held, out var error))
        {
            return error;
        }

        var name = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NameBytes));
        var opened = await Session.OpenAsync(
            name, database.Id, owner, limits.Of(database.Owner, database.Slug), writes, held, cancellationToken);
        if (opened.TryGet(out var session, out _))
        {
            _sessions[name] = session;
            _ = ForgetInTimeAsync(session);
        }

        return opened;
    }

    /// <returns>The session; that of somebody else is as unknown as one that never was.</returns>
    public Result<Session> Find(string name, DatabaseId database, Principal caller) =>
        _sessions.TryGetValue(name, out var session) && session.IsKnownTo(caller, database)
            ? session
            : AybError.NotFound("session", name);

    private async Task ForgetInTimeAsync(Session session)
    {
        await session.Ended;
        _over.Enqueue(session.Name);
        while (_over.Count > MostRemembered && _over.TryDequeue(out var oldest))
        {
            _sessions.TryRemove(oldest, out _);
        }
    }
}

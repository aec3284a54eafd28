using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>The sessions that are open, or wait to be.</summary>
internal sealed class Sessions(Port port, Requests requests)
{
    private readonly ConcurrentDictionary<uint, Session> _byId = new();

    /// <returns><c>false</c> when there are too many; the request has its answer then.</returns>
    public bool TryOpen(Request request, Func<bool> othersWait, [NotNullWhen(true)] out Session? session)
    {
        session = null;
        if (_byId.Count >= Limits.Sessions)
        {
            requests.Fail(request, new SqliteFailure(
                FailureCode.Busy, $"{Limits.Sessions} sessions are open or wait for this database (limits.sessions). Try again when one has ended."));
            return false;
        }

        session = _byId[request.Id] = request.Opens = new Session(request, port, requests, othersWait);
        return true;
    }

    public void Add(Request request, uint id)
    {
        if (!_byId.TryGetValue(id, out var session) || !session.TryAdd(request))
        {
            requests.Fail(request, new SqliteFailure(FailureCode.SessionGone, "The session has ended."));
        }
    }

    public void End(uint id, SessionEnd end)
    {
        if (_byId.TryGetValue(id, out var session))
        {
            session.End(end);
        }
    }

    /// <summary>Fails a request that has not begun, and the session with it if it was to open one.</summary>
    public void Refuse(Request request, SqliteFailure failure)
    {
        _byId.TryRemove(request.Id, out _);
        requests.Fail(request, failure);
        request.Opens?.Close();
    }

    /// <summary>Lets the session have a connection until it ends.</summary>
    /// <param name="session">One of these.</param>
    /// <param name="begin">Opens its transaction.</param>
    /// <param name="open">Gives the connection.</param>
    /// <param name="close">Takes it back, with whatever is left open on it.</param>
    public void Serve(Session session, string begin, Func<Connection> open, Action<Connection> close)
    {
        try
        {
            var connection = open();
            try
            {
                session.Serve(connection, begin);
            }
            finally
            {
                close(connection);

                // Whoever hears of the end may open the next at once, and must find the place free.
                _byId.TryRemove(session.Opening.Id, out _);
            }

            session.TellEnd();
        }
        catch (SqliteFailure failure)
        {
            _byId.TryRemove(session.Opening.Id, out _);
            requests.Fail(session.Opening, failure);
        }
        finally
        {
            session.Close();
        }
    }
}

using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Sessions;

/// <summary>A transaction over several requests, which a worker holds open for one token.</summary>
internal sealed class Session
{
    // A worker ends a session by itself long before; one that does not is stuck.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    private readonly DatabaseId _database;
    private readonly Principal _owner;
    private readonly GrantedLimits _limits;

    // None when it is over: who still remembers the session must not keep its process's buffers.
    private volatile PendingAnswer? _held;
    private SessionEnd _askedFor;

    private Session(string name, DatabaseId database, Principal owner, GrantedLimits limits, bool writes, PendingAnswer held)
    {
        (Name, _database, _owner, _limits, Writes, _held) = (name, database, owner, limits, writes, held);
        Ended = AwaitEndAsync(held);
    }

    /// <summary>What its clients call it.</summary>
    public string Name { get; }

    /// <summary>It holds the writer; else it reads one state.</summary>
    public bool Writes { get; }

    /// <summary>A success when it ended as it was asked to.</summary>
    public Task<Result<Nothing>> Ended { get; }

    /// <summary>Waits until the worker holds the transaction.</summary>
    public static async Task<Result<Session>> OpenAsync(
        string name, DatabaseId database, Principal owner, GrantedLimits limits, bool writes, PendingAnswer held, CancellationToken cancellationToken)
    {
        try
        {
            var first = await held.NextAsync(cancellationToken);
            if (!first.TryGet(out var chunk, out var error))
            {
                return error;
            }

            chunk.Free();
            return chunk.IsLast ? Distrust(held) : new Session(name, database, owner, limits, writes, held);
        }
        catch (OperationCanceledException)
        {
            held.GiveUp();
            throw;
        }
    }

    /// <summary>What is said of one that writes to a caller who may no longer.</summary>
    public static AybError MayNoLongerWrite { get; } = new(
        ErrorKind.ReadOnly, "You may no longer write to this database: the session can only be rolled back.");

    /// <summary>Only who opened it, by the same token, knows of it.</summary>
    public bool IsKnownTo(Principal caller, DatabaseId database) =>
        database == _database && caller.Id == _owner.Id && caller.TokenId == _owner.TokenId;

    public async Task<Result<QueryAnswer>> RunAsync(WorkerQuery query, CancellationToken cancellationToken)
    {
        if (_held is not { } held)
        {
            return await WhyOverAsync();
        }

        // One request may always be at work, however many others wait: some of those for the end of this session.
        if (held.Worker.InFlight >= _limits.QueuedQueries && held.Worker.IsAtWorkFor(held.Id))
        {
            return WorkerPool.TooManyWait(_limits.QueuedQueries);
        }

        if (held.Worker.TryStart(query with { Session = held.Id }) is not { } pending)
        {
            return await WhyOverAsync();
        }

        var started = await QueryAnswer.StartAsync(pending, cancellationToken);
        if (started.TryGet(out var answer, out var error))
        {
            return answer;
        }

        return error == WorkerProcess.Gone || error.Kind == ErrorKind.NotFound ? await WhyOverAsync() : error;
    }

    /// <summary>Asks for the end and waits for it, whether or not anybody still listens: a commit is not taken back.</summary>
    public async Task<Result<Nothing>> EndAsync(SessionEnd how)
    {
        if (_held is not { } held || Interlocked.CompareExchange(ref _askedFor, how, SessionEnd.Nothing) != SessionEnd.Nothing)
        {
            return await WhyOverAsync();
        }

        held.Worker.Send(new Frame(0, held.Id, FrameType.EndSession, FrameMarks.None, (ushort)(how == SessionEnd.Commit ? 1 : 0)));
        var ended = await Ended;
        return ended.TryGet(out _, out var error) ? ended : Named(error);
    }

    /// <summary>What whoever opened it hears when it is over.</summary>
    private async Task<AybError> WhyOverAsync()
    {
        var ended = await Ended;
        if (ended.TryGet(out _, out var error))
        {
            return Over(_askedFor == SessionEnd.Commit ? "The session was committed." : "The session was rolled back.");
        }

        if (error == WorkerProcess.Gone)
        {
            return Over(_askedFor == SessionEnd.Commit
                ? "The process that serves this database ended during the session's commit, which may or may not have taken effect."
                : "The process that serves this database ended, and the session was rolled back.");
        }

        if (error.Kind == ErrorKind.NotFound)
        {
            return Named(error);
        }

        // What has become of a commit without room or disk, only the message knows.
        var isUncertain = _askedFor == SessionEnd.Commit && error.Kind is (ErrorKind.StorageFull or ErrorKind.Unavailable);
        return Over($"The session {(isUncertain ? "has ended" : "was rolled back")}: {error.Message}");
    }

    private async Task<Result<Nothing>> AwaitEndAsync(PendingAnswer held)
    {
        var last = await LastAsync(held);
        _held = null;
        if (last.TryGet(out var chunk, out var error))
        {
            chunk.Free();
            return chunk.IsLast ? new Nothing() : Distrust(held);
        }

        // What was not to be kept is lost with the process as well.
        return error == WorkerProcess.Gone && _askedFor == SessionEnd.RollBack ? new Nothing() : error;
    }

    // It does not keep to the protocol: what has become of the session nobody knows.
    private static AybError Distrust(PendingAnswer held)
    {
        held.Worker.Kill();
        return WorkerProcess.Gone;
    }

    private async Task<Result<AnswerChunk>> LastAsync(PendingAnswer held)
    {
        var last = held.NextAsync(CancellationToken.None).AsTask();
        try
        {
            return await last.WaitAsync(_limits.Worker.SessionTime + Grace);
        }
        catch (TimeoutException)
        {
            held.Worker.Kill();
            return await last;
        }
    }

    private AybError Over(string how) => AybError.NotFound("session", Name) with { Message = how };

    private AybError Named(AybError error) => error.Kind == ErrorKind.NotFound ? error with { Id = Name } : error;
}

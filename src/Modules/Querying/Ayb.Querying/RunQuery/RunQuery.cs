using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Sessions;
using Ayb.Querying.Versions;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>Runs SQL against a hosted database. The body is one or more statements in UTF-8, or a JSON request.</summary>
/// <remarks>Whoever gets an answer must dispose it: until then the statement holds its place in the worker.</remarks>
public sealed record RunQuery(Principal Caller, EntitySlug Owner, DatabaseSlug Database, ReadOnlyMemory<byte> Body)
    : IRequest<Result<QueryAnswer>>
{
    public bool IsJson { get; init; }

    public AnswerFormat Format { get; init; }

    /// <summary>The session that it belongs to; <c>null</c> runs it by itself.</summary>
    public string? Session { get; init; }

    /// <summary>Which earlier version is meant: the id of a snapshot, or a time; <c>null</c> is the database as it is.</summary>
    public string? AsOf { get; init; }

    /// <summary>A body that is not small, instead of the other. A worker that takes the request takes it along.</summary>
    internal LargeBody? Large { get; init; }
}

internal sealed class RunQueryHandler(IMediator mediator, WorkerPool workers, StuckReaders stuck, SessionRegistry sessions, PastQueries past)
    : IRequestHandler<RunQuery, Result<QueryAnswer>>
{
    public async Task<Result<QueryAnswer>> Handle(RunQuery request, CancellationToken cancellationToken)
    {
        var found = await QueryableDatabase.FindAsync(mediator, request.Caller, request.Owner, request.Database, cancellationToken);
        if (!found.TryGet(out var queryable, out var error))
        {
            return error;
        }

        var marks = (queryable.MayWrite ? FrameMarks.MayWrite : FrameMarks.None) | (request.IsJson ? FrameMarks.Json : FrameMarks.None);
        var query = new WorkerQuery(0, marks, request.Format, request.Body) { Large = request.Large };
        if (request.AsOf is not null)
        {
            return await LookBackAsync(request, queryable, query with { Marks = marks & ~FrameMarks.MayWrite }, cancellationToken);
        }

        if (!queryable.MayWrite)
        {
            if (stuck.RefusalOf(queryable.Database.Id, request.Caller.Id) is { } refusal)
            {
                return refusal;
            }

            query = query with { Reader = request.Caller.Id };
        }

        if (request.Session is null)
        {
            return await workers.RunAsync(queryable.Database, query, cancellationToken);
        }

        if (!sessions.Find(request.Session, queryable.Database.Id, request.Caller).TryGet(out var session, out error))
        {
            return error;
        }

        return session.Writes && !queryable.MayWrite ? Session.MayNoLongerWrite : await session.RunAsync(query, cancellationToken);
    }

    private async Task<Result<QueryAnswer>> LookBackAsync(
        RunQuery request, QueryableDatabase queryable, WorkerQuery query, CancellationToken cancellationToken) =>
        !queryable.MayLookBack ? QueryableDatabase.NoLookingBack(request.Caller, queryable.Database)
        : request.Session is not null ? AsOf.NoSessions
        : await past.RunAsync(mediator, request.Caller, queryable.Database, request.AsOf!, query, cancellationToken);
}

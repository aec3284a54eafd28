using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>Runs SQL, one or more statements in UTF-8, against a hosted database.</summary>
/// <remarks>Whoever gets an answer must dispose it: until then the statement holds its place in the worker.</remarks>
public sealed record RunQuery(Principal Caller, EntitySlug Owner, DatabaseSlug Database, ReadOnlyMemory<byte> Sql)
    : IRequest<Result<QueryAnswer>>;

internal sealed class RunQueryHandler(IMediator mediator, WorkerPool workers) : IRequestHandler<RunQuery, Result<QueryAnswer>>
{
    public async Task<Result<QueryAnswer>> Handle(RunQuery request, CancellationToken cancellationToken)
    {
        var database = await mediator.Ask(new WhichDatabase(request.Owner, request.Database), cancellationToken);
        if (database is null)
        {
            return AybError.NotFound("database", $"{request.Owner}/{request.Database}");
        }

        var access = await mediator.Ask(new MayAccess(request.Caller, database), cancellationToken) ?? DatabaseAccess.None;
        if (access.Query == QueryAccess.None)
        {
            return AybError.Forbidden($"Authenticated entity {request.Caller.Slug} can't query database {database.Name}");
        }

        var marks = access.Query == QueryAccess.ReadWrite ? FrameMarks.MayWrite : FrameMarks.None;
        return await workers.RunAsync(database, new WorkerQuery(0, marks, AnswerFormat.Json, request.Sql), cancellationToken);
    }
}

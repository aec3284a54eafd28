using Ayb.Contracts;
using Ayb.Querying.Sessions;
using MediatR;

namespace Ayb.Querying;

/// <summary>Ends a session: keeps all that was written in it, or nothing.</summary>
public sealed record EndSession(Principal Caller, EntitySlug Owner, DatabaseSlug Database, string Session, bool Commit)
    : IRequest<Result<Nothing>>;

internal sealed class EndSessionHandler(IMediator mediator, SessionRegistry sessions) : IRequestHandler<EndSession, Result<Nothing>>
{
    private static readonly AybError MayNoLongerWrite = new(
        ErrorKind.ReadOnly, "You may no longer write to this database: the session can only be rolled back.");

    public async Task<Result<Nothing>> Handle(EndSession request, CancellationToken cancellationToken)
    {
        var found = await QueryableDatabase.FindAsync(mediator, request.Caller, request.Owner, request.Database, cancellationToken);
        if (!found.TryGet(out var queryable, out var error)
            || !sessions.Find(request.Session, queryable.Database.Id, request.Caller).TryGet(out var session, out error))
        {
            return error;
        }

        if (request.Commit && session.MayWrite && !queryable.MayWrite)
        {
            return MayNoLongerWrite;
        }

        return await session.EndAsync(request.Commit ? SessionEnd.Commit : SessionEnd.RollBack);
    }
}

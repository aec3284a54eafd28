using Ayb.Contracts;
using Ayb.Querying.Sessions;
using MediatR;

namespace Ayb.Querying;

/// <summary>Ends a session: keeps all that was written in it, or nothing.</summary>
public sealed record EndSession(Principal Caller, EntitySlug Owner, DatabaseSlug Database, string Session, bool Commit)
    : IRequest<Result<Nothing>>;

internal sealed class EndSessionHandler(IMediator mediator, SessionRegistry sessions) : IRequestHandler<EndSession, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(EndSession request, CancellationToken cancellationToken)
    {
        var found = await QueryableDatabase.FindAsync(mediator, request.Caller, request.Owner, request.Database, cancellationToken);
        if (!found.TryGet(out var queryable, out var error)
            || !sessions.Find(request.Session, queryable.Database.Id, request.Caller).TryGet(out var session, out error))
        {
            return error;
        }

        if (request.Commit)
        {
            return session.Writes && !queryable.MayWrite ? Session.MayNoLongerWrite : await session.EndAsync(SessionEnd.Commit);
        }

        return await session.EndAsync(SessionEnd.RollBack);
    }
}

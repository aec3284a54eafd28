using Ayb.Contracts;
using Ayb.Querying.Sessions;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying;

/// <summary>Opens a transaction to which later requests may belong.</summary>
/// <param name="Caller">Whose it will be, by this token alone.</param>
/// <param name="Owner">Of the database.</param>
/// <param name="Database">The only one in which it counts.</param>
/// <param name="Mode"><c>null</c> is to write, for those who may.</param>
public sealed record OpenSession(Principal Caller, EntitySlug Owner, DatabaseSlug Database, SessionMode? Mode)
    : IRequest<Result<OpenedSession>>;

/// <param name="Session">Its name, in the header of the same name.</param>
/// <param name="Mode">What it is for.</param>
/// <param name="IdleSeconds">After which it is rolled back when nothing is asked of it.</param>
/// <param name="ExpiresAt">When it is rolled back whatever is asked of it; earlier when others wait to write.</param>
public sealed record OpenedSession(string Session, SessionMode Mode, double IdleSeconds, DateTime ExpiresAt);

internal sealed class OpenSessionHandler(
    IMediator mediator, SessionRegistry sessions, StuckReaders stuck, LimitTable table, TimeProvider clock)
    : IRequestHandler<OpenSession, Result<OpenedSession>>
{
    private static readonly AybError MayOnlyRead = new(
        ErrorKind.ReadOnly, "You may only read this database: open the session with {\"mode\":\"read\"}.");

    public async Task<Result<OpenedSession>> Handle(OpenSession request, CancellationToken cancellationToken)
    {
        var found = await QueryableDatabase.FindAsync(mediator, request.Caller, request.Owner, request.Database, cancellationToken);
        if (!found.TryGet(out var queryable, out var error))
        {
            return error;
        }

        var mode = request.Mode ?? (queryable.MayWrite ? SessionMode.Write : SessionMode.Read);
        if (mode == SessionMode.Write && !queryable.MayWrite)
        {
            return MayOnlyRead;
        }

        if (!queryable.MayWrite && stuck.RefusalOf(queryable.Database.Id, request.Caller.Id) is { } refusal)
        {
            return refusal;
        }

        var opened = await sessions.OpenAsync(queryable.Database, request.Caller, mode == SessionMode.Write, cancellationToken);
        var limits = table.Of(request.Owner, request.Database).Worker;
        return opened.TryGet(out var session, out error)
            ? new OpenedSession(session.Name, mode, limits.SessionIdle.TotalSeconds, clock.GetUtcNow().UtcDateTime + limits.SessionTime)
            : error;
    }
}

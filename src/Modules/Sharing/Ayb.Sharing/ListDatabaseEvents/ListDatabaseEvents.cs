using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>What happened to a database, for its owner.</summary>
/// <param name="Caller">Who wants to know.</param>
/// <param name="Owner">Whose database.</param>
/// <param name="Database">Which one.</param>
/// <param name="Limit">How many events at most.</param>
/// <param name="Before">Only those before this one.</param>
public sealed record ListDatabaseEvents(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, int Limit, long Before) : IQuery<AuditPage>;

internal sealed class ListDatabaseEventsHandler(IMediator mediator, AuditStore audit)
    : IRequestHandler<ListDatabaseEvents, Result<AuditPage>>
{
    public async Task<Result<AuditPage>> Handle(ListDatabaseEvents query, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichDatabase(query.Owner, query.Database), cancellationToken) is not { } database)
        {
            return AybError.NotFound("database", $"{query.Owner}/{query.Database}");
        }

        return AuditReader.Refuses(query.Caller, database.OwnerId, database.Name) is { } refusal
            ? refusal
            : await audit.ListAsync(database.Id, new PageRange(query.Limit, query.Before), cancellationToken);
    }
}

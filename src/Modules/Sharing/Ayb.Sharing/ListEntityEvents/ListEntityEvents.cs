using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

/// <summary>What an entity did, what happened to what it owns, and what was done to it, for itself.</summary>
/// <param name="Caller">Who wants to know.</param>
/// <param name="Entity">Of whom.</param>
/// <param name="Limit">How many events at most.</param>
/// <param name="Before">Only those before this one.</param>
public sealed record ListEntityEvents(Principal Caller, EntitySlug Entity, int Limit, long Before) : IQuery<AuditPage>;

internal sealed class ListEntityEventsHandler(IMediator mediator, AuditStore audit)
    : IRequestHandler<ListEntityEvents, Result<AuditPage>>
{
    public async Task<Result<AuditPage>> Handle(ListEntityEvents query, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichEntity(query.Entity), cancellationToken) is not { } entity)
        {
            return AybError.NotFound("entity", query.Entity.Value);
        }

        return AuditReader.Refuses(query.Caller, entity.Id, entity.Slug.Value) is { } refusal
            ? refusal
            : await audit.ListAsync(entity.Id, new PageRange(query.Limit, query.Before), cancellationToken);
    }
}

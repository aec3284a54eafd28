using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>An entity as this caller may see it.</summary>
public sealed record ShowEntity(Principal? Caller, EntitySlug Entity) : IQuery<EntityView>;

/// <param name="Databases">Those that the caller may know of, sorted by slug.</param>
public sealed record EntityView(
    string Slug, ProfileView Profile, IReadOnlyList<DatabaseView> Databases, EntityPermissionsView Permissions);

public sealed record DatabaseView(string Slug, DatabaseType DatabaseType);

public sealed record EntityPermissionsView(bool CanCreateDatabase);

internal sealed class ShowEntityHandler(EntityStore entities, ProfileStore profiles, IMediator mediator)
    : IRequestHandler<ShowEntity, Result<EntityView>>
{
    public async Task<Result<EntityView>> Handle(ShowEntity request, CancellationToken cancellationToken)
    {
        if (await entities.FindAsync(request.Entity, cancellationToken) is not { Entity: var entity })
        {
            return AybError.NotFound("entity", request.Entity.Value);
        }

        var owned = await mediator.Ask(new WhichDatabasesOf(entity.Id), cancellationToken) ?? [];
        var discovered = await mediator.Ask(new WhichMayDiscover(request.Caller, owned), cancellationToken) ?? [];
        return new EntityView(
            entity.Slug.Value,
            await profiles.FindAsync(entity.Id, cancellationToken),
            [.. discovered.Select(database => new DatabaseView(database.Slug.Value, database.Type))],
            new EntityPermissionsView(request.Caller is { Scope: null } caller && caller.IsOrOwns(entity.Id)));
    }
}

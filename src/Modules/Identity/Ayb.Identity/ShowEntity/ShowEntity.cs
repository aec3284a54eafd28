using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>An entity as this caller may see it.</summary>
public sealed record ShowEntity(Principal? Caller, EntitySlug Entity) : IQuery<EntityView>;

/// <param name="Databases">Those that the caller may know of, sorted by slug.</param>
public sealed record EntityView(
    string Slug, ProfileView Profile, IReadOnlyList<DatabaseView> Databases, EntityPermissionsView Permissions);

/// <param name="Slug">Its name.</param>
/// <param name="DatabaseType">What it is.</param>
/// <param name="Origin"><c>owner/database</c> that it was forked from, as it is called now; <c>null</c> also when the caller may not know of it.</param>
public sealed record DatabaseView(string Slug, DatabaseType DatabaseType, string? Origin);

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
        var origins = await OriginsAsync(request.Caller, discovered, cancellationToken);
        return new EntityView(
            entity.Slug.Value,
            await profiles.FindAsync(entity.Id, cancellationToken),
            [.. discovered.Select(database => View(database, origins))],
            new EntityPermissionsView(request.Caller is { Scope: null } caller && caller.IsOrOwns(entity.Id)));
    }

    private static DatabaseView View(HostedDatabase database, Dictionary<DatabaseId, string> origins) => new(
        database.Slug.Value, database.Type, database.Origin is { } origin ? origins.GetValueOrDefault(origin) : null);

    private async Task<Dictionary<DatabaseId, string>> OriginsAsync(
        Principal? caller, IReadOnlyList<HostedDatabase> forks, CancellationToken cancellationToken)
    {
        var ids = forks.Select(fork => fork.Origin).OfType<DatabaseId>().Distinct().ToList();
        var existing = ids.Count == 0 ? [] : await mediator.Ask(new WhichDatabasesById(ids), cancellationToken) ?? [];
        var discovered = existing.Count == 0 ? [] : await mediator.Ask(new WhichMayDiscover(caller, existing), cancellationToken) ?? [];
        return discovered.ToDictionary(origin => origin.Id, origin => origin.Name);
    }
}

using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

/// <summary>What a caller may know of a database, and may do with it.</summary>
public sealed record ShowDatabase(Principal? Caller, EntitySlug Owner, DatabaseSlug Database) : IQuery<DatabaseDetails>;

/// <param name="EntitySlug">Its owner.</param>
/// <param name="DatabaseSlug">Its name.</param>
/// <param name="DatabaseType">What it is.</param>
/// <param name="HighestQueryAccessLevel"><c>ReadOnly</c> or <c>ReadWrite</c>; <c>null</c> for who may not query at all.</param>
/// <param name="CanManageDatabase">Whether the caller may share it.</param>
/// <param name="PublicSharingLevel">What it grants to everybody.</param>
/// <param name="Origin"><c>owner/database</c> that it was forked from, as it is called now; <c>null</c> also when the caller may not know of it.</param>
public sealed record DatabaseDetails(
    string EntitySlug,
    string DatabaseSlug,
    DatabaseType DatabaseType,
    string? HighestQueryAccessLevel,
    bool CanManageDatabase,
    PublicSharingLevel PublicSharingLevel,
    string? Origin);

internal sealed class ShowDatabaseHandler(IMediator mediator) : IRequestHandler<ShowDatabase, Result<DatabaseDetails>>
{
    public async Task<Result<DatabaseDetails>> Handle(ShowDatabase query, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichDatabase(query.Owner, query.Database), cancellationToken) is not { } database)
        {
            return AybError.NotFound("database", $"{query.Owner}/{query.Database}");
        }

        var access = await mediator.Ask(new MayAccess(query.Caller, database), cancellationToken);
        return access is { Discover: true }
            ? Details(database, access, await OriginAsync(query.Caller, database, cancellationToken))
            : Refusal(query.Caller, database);
    }

    private async Task<string?> OriginAsync(Principal? caller, HostedDatabase fork, CancellationToken cancellationToken) =>
        fork.Origin is { } id
        && await mediator.Ask(new WhichDatabasesById([id]), cancellationToken) is [var origin]
        && await mediator.Ask(new MayAccess(caller, origin), cancellationToken) is { Discover: true }
            ? origin.Name
            : null;

    private static DatabaseDetails Details(HostedDatabase database, DatabaseAccess access, string? origin) => new(
        database.Owner.Value,
        database.Slug.Value,
        database.Type,
        access.Query == QueryAccess.None ? null : access.Query.ToString(),
        access.Manage,
        access.PublicLevel,
        origin);

    private static AybError Refusal(Principal? caller, HostedDatabase database) => caller is null
        ? new AybError(ErrorKind.MissingCredentials, $"Database {database.Name} is not accessible")
        : AybError.Forbidden($"Authenticated entity {caller.Slug} can't access database {database.Name}");
}

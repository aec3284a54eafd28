using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

/// <summary>A database that the caller owns: what every use case begins with that decides over its life.</summary>
internal static class OwnedDatabase
{
    /// <param name="mediator">Knows the databases.</param>
    /// <param name="caller">Who wants to decide. Whoever manages it for the owner does not.</param>
    /// <param name="path">Which database.</param>
    /// <param name="purpose">What for, as it stands in a refusal: <c>delete</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<Result<HostedDatabase>> FindAsync(
        IMediator mediator, Principal caller, DatabasePath path, string purpose, CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichDatabase(path.Owner, path.Slug), cancellationToken) is not { } database)
        {
            return AybError.NotFound("database", path.ToString());
        }

        return Refuses(caller, database.OwnerId, purpose, $"database {database.Name}") is { } refusal ? refusal : database;
    }

    /// <returns>Why this caller does not decide over what an entity owns; <c>null</c> when they do.</returns>
    public static AybError? Refuses(Principal caller, EntityId owner, string purpose, string what) =>
        !caller.IsOrOwns(owner) ? AybError.Forbidden($"Authenticated entity {caller.Slug} can't {purpose} {what}")
        : caller.Scope is not null ? AybError.Forbidden($"This API token is limited to queries; it can't {purpose} databases")
        : null;
}

using Ayb.Contracts;
using MediatR;

namespace Ayb.Sharing;

/// <summary>A database that the caller manages: what every use case that changes or lists access begins with.</summary>
internal static class ManagedDatabase
{
    /// <param name="mediator">Knows the databases, and who may do what.</param>
    /// <param name="caller">Who wants to manage it.</param>
    /// <param name="owner">Whose database.</param>
    /// <param name="slug">Which one.</param>
    /// <param name="purpose">What for, as it ends a refusal: <c>update database</c>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<Result<HostedDatabase>> FindAsync(
        IMediator mediator,
        Principal caller,
        EntitySlug owner,
        DatabaseSlug slug,
        string purpose,
        CancellationToken cancellationToken)
    {
        if (await mediator.Ask(new WhichDatabase(owner, slug), cancellationToken) is not { } database)
        {
            return AybError.NotFound("database", $"{owner}/{slug}");
        }

        var access = await mediator.Ask(new MayAccess(caller, database), cancellationToken);
        return access is { Manage: true }
            ? database
            : AybError.Forbidden($"Authenticated entity {caller.Slug} can't {purpose} {database.Name}");
    }
}

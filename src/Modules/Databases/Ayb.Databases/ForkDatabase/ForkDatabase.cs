using Ayb.Contracts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Ayb.Databases;

/// <summary>Makes a database that begins with what is in another.</summary>
/// <param name="Caller">Who may see what is in it.</param>
/// <param name="Owner">Of the origin.</param>
/// <param name="Database">The origin.</param>
/// <param name="Entity">Whose the fork is to be; the caller's by default.</param>
/// <param name="Slug">What it is to be called; as the origin by default.</param>
/// <param name="PublicLevel">What it grants to everybody.</param>
public sealed record ForkDatabase(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, EntitySlug? Entity, DatabaseSlug? Slug, PublicSharingLevel PublicLevel)
    : IRequest<Result<ForkedDatabase>>;

/// <param name="Entity">Its owner.</param>
/// <param name="Database">Its name.</param>
/// <param name="DatabaseType">That of the origin.</param>
/// <param name="Origin"><c>owner/database</c>, what was forked.</param>
public sealed record ForkedDatabase(string Entity, string Database, DatabaseType DatabaseType, string Origin);

internal sealed class ForkDatabaseHandler(FilledDatabases databases, IMediator mediator, ILogger<ForkDatabaseHandler> logger)
    : IRequestHandler<ForkDatabase, Result<ForkedDatabase>>
{
    private static readonly AybError NoFiles = new(ErrorKind.Unavailable, "This server does not serve databases.");

    private static readonly AybError NotCopied = new(
        ErrorKind.Unavailable, "The server could not write the copy, and there is no new database: whoever runs it finds the reason in the log.");

    public async Task<Result<ForkedDatabase>> Handle(ForkDatabase request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        if (await mediator.Ask(new WhichDatabase(request.Owner, request.Database), cancellationToken) is not { } origin)
        {
            return AybError.NotFound("database", $"{request.Owner}/{request.Database}");
        }

        var access = await mediator.Ask(new MayAccess(caller, origin), cancellationToken) ?? DatabaseAccess.None;
        if (!MayFork(access))
        {
            return AybError.Forbidden($"Authenticated entity {caller.Slug} can't fork database {origin.Name}");
        }

        var forked = await databases.CreateAsync(
            caller,
            new DatabasePath(request.Entity ?? caller.Slug, request.Slug ?? origin.Slug),
            request.PublicLevel,
            origin,
            (fork, cancellation) => StageAsync(origin, fork, cancellation),
            cancellationToken);
        return forked.TryGet(out var database, out var error)
            ? new ForkedDatabase(database.Owner.Value, database.Slug.Value, database.Type, origin.Name)
            : error;
    }

    // To be forked is all that the level is for; who may query could copy row by row.
    private static bool MayFork(DatabaseAccess access) =>
        access.Query > QueryAccess.None || (access.Discover && access.PublicLevel >= PublicSharingLevel.Fork);

    private async Task<Result<StagedFile>> StageAsync(
        HostedDatabase origin, HostedDatabase fork, CancellationToken cancellationToken)
    {
        var copied = await mediator.Ask(new WhatIsIn(origin) { IsForOthers = true }, cancellationToken) ?? NoFiles;
        if (!copied.TryGet(out var copy, out var error))
        {
            return error;
        }

        await using (copy)
        {
            try
            {
                return await mediator.Ask(
                    new StageFile(fork, (file, cancellation) => copy.Content.CopyToAsync(file, cancellation)), cancellationToken) ?? NoFiles;
            }
            catch (IOException exception)
            {
                // No room for another file, most likely.
                Log.NotForked(logger, exception, origin.Name);
                return NotCopied;
            }
        }
    }
}

using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Hands the caller another API token, for a program of theirs. It may do as much as they, or less.</summary>
/// <param name="Caller">Who will bear it.</param>
/// <param name="Database">The one database that it reaches; <c>null</c> for all that the caller may reach.</param>
/// <param name="Level">How far its queries may go; <c>null</c> for as far as possible.</param>
/// <param name="Lifetime">How long it works; <c>null</c> for until it is revoked.</param>
/// <param name="Name">What it is called in lists.</param>
public sealed record CreateToken(
    Principal Caller, DatabasePath? Database, QueryAccess? Level, TimeSpan? Lifetime, string? Name) : ICommand<CreatedToken>, IChange;

/// <param name="Token">The API token; it is told this once.</param>
/// <param name="ShortToken">Its public part.</param>
/// <param name="ScopedDatabase"><c>owner/database</c>; <c>null</c> for all that the caller may reach.</param>
/// <param name="PermissionLevel">How far its queries may go; <c>null</c> when it may do all that the caller may.</param>
/// <param name="AppName">What it is called.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops working.</param>
public sealed record CreatedToken(
    string Token,
    string ShortToken,
    string? ScopedDatabase,
    QueryAccess? PermissionLevel,
    string? AppName,
    DateTime CreatedAt,
    DateTime? ExpiresAt)
{
    public override string ToString() => $"{nameof(CreatedToken)} {{ ShortToken = {ShortToken} }}";
}

internal sealed class CreateTokenValidator : AbstractValidator<CreateToken>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TenYears = TimeSpan.FromDays(3653);

    public CreateTokenValidator()
    {
        RuleFor(create => create.Caller).MustBeUnscoped();
        RuleFor(create => create.Lifetime)
            .InclusiveBetween(Shortest, TenYears)
            .WithState(_ => ErrorKind.InvalidDuration)
            .WithMessage("An API token works for a second at least and ten years at most.");
        RuleFor(create => create.Name)
            .Must(name => name is null || TokenName.IsValid(name))
            .WithMessage($"The name of an API token has 1 to {TokenName.MaxLength} visible characters, a letter or digit among them.");
    }
}

internal sealed class CreateTokenHandler(
    EntityStore entities, ApiTokenStore tokens, TokenIssuer issuer, IMediator mediator, TimeProvider clock)
    : IRequestHandler<CreateToken, Result<CreatedToken>>
{
    public async Task<Result<CreatedToken>> Handle(CreateToken request, CancellationToken cancellationToken)
    {
        var narrowed = await ScopeAsync(request, cancellationToken);
        if (!narrowed.TryGet(out var scope, out var error))
        {
            return error;
        }

        var bearer = await entities.FindAsync(request.Caller.Slug, cancellationToken)
            ?? throw new InvalidOperationException("A caller is an entity, and entities stay for ever.");
        if (!await tokens.HasRoomAsync(bearer.Entity.Id, cancellationToken))
        {
            return TooMany(bearer.Entity);
        }

        var issued = await issuer.IssueAsync(
            bearer.Entity, TokenOrigin.Command, scope, request.Name, clock.GetUtcNow() + request.Lifetime, cancellationToken);
        return new CreatedToken(
            issued.Token.Reveal(),
            issued.Token.Short,
            request.Database?.ToString(),
            scope?.Access,
            request.Name,
            issued.CreatedAt,
            issued.ExpiresAt);
    }

    private async Task<Result<TokenScope?>> ScopeAsync(CreateToken request, CancellationToken cancellationToken)
    {
        if (request.Database is not { } path)
        {
            return request.Level is { } everywhere ? new TokenScope(Database: null, everywhere) : (TokenScope?)null;
        }

        if (await mediator.Ask(new WhichDatabase(path.Owner, path.Slug), cancellationToken) is not { } database)
        {
            return AybError.NotFound("database", path.ToString());
        }

        var level = request.Level ?? QueryAccess.ReadWrite;
        var access = await mediator.Ask(new MayAccess(request.Caller, database), cancellationToken) ?? DatabaseAccess.None;
        return access.Query >= level ? new TokenScope(database.Id, level) : Refusal(request.Caller, database, access.Query);
    }

    private static AybError TooMany(Entity bearer) => new(
        ErrorKind.Conflict,
        $"{bearer.Slug} has {ApiTokenStore.MostActive} API tokens already; revoke some that are not needed any more, or let them expire");

    private static AybError Refusal(Principal caller, HostedDatabase database, QueryAccess most) => AybError.Forbidden(
        most == QueryAccess.None
            ? $"Authenticated entity {caller.Slug} can't query database {database.Name}"
            : $"Authenticated entity {caller.Slug} can only read database {database.Name}: ask for the permission level read-only");
}

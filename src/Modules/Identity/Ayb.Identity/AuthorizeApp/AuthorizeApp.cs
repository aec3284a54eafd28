using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Lets an app use one database, by a code that it exchanges for a token.</summary>
/// <param name="Caller">Whose decision it is.</param>
/// <param name="Request">What the app asked for.</param>
/// <param name="Database">Which database of the caller's, or of an organization that the caller owns.</param>
/// <param name="IsNew">Whether the database is yet to be made.</param>
/// <param name="Access">How far it may go at the most; never farther than it asked to.</param>
internal sealed record AuthorizeApp(
    Principal Caller, AuthorizationRequest Request, DatabasePath Database, bool IsNew, QueryAccess Access)
    : ICommand<AuthorizationCode>, IChange;

internal sealed class AuthorizeAppValidator : AbstractValidator<AuthorizeApp>
{
    public AuthorizeAppValidator() => RuleFor(authorize => authorize.Caller).MustBeUnscoped();
}

internal sealed class AuthorizeAppHandler(AuthorizationCodeStore codes, IMediator mediator)
    : IRequestHandler<AuthorizeApp, Result<AuthorizationCode>>
{
    public async Task<Result<AuthorizationCode>> Handle(AuthorizeApp request, CancellationToken cancellationToken)
    {
        var chosen = await FindOrCreateAsync(request, cancellationToken);
        if (!chosen.TryGet(out var database, out var error))
        {
            return error;
        }

        var allowed = await mediator.Ask(new MayAccess(request.Caller, database), cancellationToken);
        QueryAccess[] limits = [request.Access, request.Request.Access, allowed?.Query ?? QueryAccess.None];
        if (limits.Min() is not QueryAccess.None and var access)
        {
            var code = AuthorizationCode.Create();
            await codes.AddAsync(code, request.Caller, database.Id, access, request.Request, cancellationToken);
            return code;
        }

        return Refusal(request);
    }

    private async Task<Result<HostedDatabase>> FindOrCreateAsync(AuthorizeApp request, CancellationToken cancellationToken)
    {
        if (request.IsNew)
        {
            return await mediator.Ask(new NewDatabaseFor(request.Caller, request.Database), cancellationToken)
                ?? new AybError(ErrorKind.Unavailable, "This server makes no databases.");
        }

        // Who may not even know of a database hears the same as of one that is not there.
        var database = await mediator.Ask(new WhichDatabase(request.Database.Owner, request.Database.Slug), cancellationToken);
        return database is not null && request.Caller.IsOrOwns(database.OwnerId) ? database : Refusal(request);
    }

    private static AybError Refusal(AuthorizeApp request) => AybError.Forbidden(
        $"{request.Database} is no database of yours that you could let an app use.");
}

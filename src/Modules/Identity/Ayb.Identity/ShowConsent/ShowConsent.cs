using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>What somebody can let an app use: their own databases, and those of organizations that they own.</summary>
public sealed record ShowConsent(Principal Caller) : IQuery<Consent>;

/// <param name="Databases">Each as <c>owner/database</c>; the caller's own come first.</param>
public sealed record Consent(IReadOnlyList<string> Databases);

internal sealed class ShowConsentHandler(IMediator mediator) : IRequestHandler<ShowConsent, Result<Consent>>
{
    public async Task<Result<Consent>> Handle(ShowConsent request, CancellationToken cancellationToken)
    {
        var owned = request.Caller.Memberships
            .Where(membership => membership.Role == MemberRole.Owner)
            .Select(membership => membership.Organization);
        var databases = new List<string>();
        foreach (var owner in owned.Prepend(request.Caller.Id))
        {
            var theirs = await mediator.Ask(new WhichDatabasesOf(owner), cancellationToken) ?? [];
            databases.AddRange(theirs.Select(database => database.Name));
        }

        return new Consent(databases);
    }
}

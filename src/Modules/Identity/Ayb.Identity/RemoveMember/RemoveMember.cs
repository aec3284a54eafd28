using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>
/// Lets a user belong to an organization no longer, or takes their invitation back; they may say so of themselves.
/// </summary>
public sealed record RemoveMember(Principal Caller, EntitySlug Organization, EntitySlug Member)
    : ICommand<Nothing>, IManagingCommand
{
    /// <summary>The organization once more, if its only member leaves it to nobody: that can't be undone.</summary>
    public EntitySlug? GivesUp { get; init; }
}

internal sealed class RemoveMemberValidator : AbstractValidator<RemoveMember>
{
    public RemoveMemberValidator() => RuleFor(remove => remove.Caller).MustBeUnscoped("change members");
}

internal sealed class RemoveMemberHandler(
    OrganizationFinder organizations, EntityStore entities, MembershipStore memberships, InvitationStore invitations, IMediator mediator)
    : IRequestHandler<RemoveMember, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RemoveMember request, CancellationToken cancellationToken)
    {
        var held = await organizations.HoldAsync(request.Caller, request.Organization, cancellationToken);
        if (!held.TryGet(out var organization, out var error))
        {
            return error;
        }

        if (organization.RoleOfCaller != MemberRole.Owner && request.Member != request.Caller.Slug)
        {
            return MembershipError.NotOwner(request.Caller, organization);
        }

        if (!organization.ConcernsCaller
            || await entities.FindAsync(request.Member, cancellationToken) is not { Entity: var member })
        {
            return AybError.NotFound("member", request.Member.Value);
        }

        if (await memberships.FindRoleAsync(organization.Id, member.Id, cancellationToken) is not { } role)
        {
            return await invitations.RemoveAsync(organization.Id, member.Id, cancellationToken) is null
                ? AybError.NotFound("member", request.Member.Value)
                : new Nothing();
        }

        if (role == MemberRole.Owner && !await organizations.CanDoWithoutAsync(organization, member.Id, cancellationToken))
        {
            if (request.GivesUp != organization.Entity.Slug)
            {
                return MembershipError.NotGivenUp(organization, member.Slug);
            }

            if (await WhoMissesItAsync(organization, cancellationToken) is { } missed)
            {
                return missed;
            }
        }

        await memberships.RemoveAsync(organization.Id, member.Id, cancellationToken);
        await mediator.Publish(
            new MembershipChanged(request.Caller, organization.Entity, member, Role: null), cancellationToken);
        return new Nothing();
    }

    /// <summary>
    /// Why an organization that nobody can act for any more would be missed; <c>null</c> when it would not. Its name stays taken: it was known by it.
    /// The deleted databases come second, so that one which is deleted at this moment is seen here or there; none comes to be its own, or back to it,
    /// while it is held.
    /// </summary>
    private async Task<AybError?> WhoMissesItAsync(Organization organization, CancellationToken cancellationToken)
    {
        if (!await invitations.IsOfOneAsync(organization.Id, cancellationToken))
        {
            return MembershipError.OthersAreThere(organization);
        }

        var databases = await mediator.Ask(new WhichDatabasesOf(organization.Id), cancellationToken);
        var deleted = await mediator.Ask(new WhichDatabasesAreDeleted { Owner = organization.Id }, cancellationToken);
        return (databases, deleted) switch
        {
            ([], []) => null,
            ([], not null) => MembershipError.HasDeletedDatabases(organization),
            (not null, not null) => MembershipError.HasDatabases(organization),
            _ => MembershipError.DatabasesUnknown(organization),
        };
    }
}

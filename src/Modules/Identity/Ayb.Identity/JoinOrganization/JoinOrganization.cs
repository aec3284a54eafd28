using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Accepts an invitation: the caller belongs to the organization from now on.</summary>
public sealed record JoinOrganization(Principal Caller, EntitySlug Organization)
    : ICommand<JoinedOrganization>, IChange;

/// <param name="Entity">Its slug.</param>
/// <param name="Role">What the caller is in it.</param>
public sealed record JoinedOrganization(string Entity, MemberRole Role);

internal sealed class JoinOrganizationValidator : AbstractValidator<JoinOrganization>
{
    public JoinOrganizationValidator() => RuleFor(join => join.Caller).MustBeUnscoped("join organizations");
}

internal sealed class JoinOrganizationHandler(
    OrganizationFinder organizations, EntityStore entities, MembershipStore memberships, InvitationStore invitations, IMediator mediator)
    : IRequestHandler<JoinOrganization, Result<JoinedOrganization>>
{
    public async Task<Result<JoinedOrganization>> Handle(JoinOrganization request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        var held = await organizations.HoldAsync(caller, request.Organization, cancellationToken);
        if (!held.TryGet(out var organization, out var error))
        {
            return error;
        }

        // Not the role of the caller: the organization itself may do all that an owner may, and belongs to none.
        if (await memberships.FindRoleAsync(organization.Id, caller.Id, cancellationToken) is { } before)
        {
            return new JoinedOrganization(organization.Entity.Slug.Value, before);
        }

        if (!organization.IsCallerInvited
            || await invitations.RemoveAsync(organization.Id, caller.Id, cancellationToken) is not { } role
            || await entities.FindAsync(caller.Slug, cancellationToken) is not { Entity: var member })
        {
            return AybError.NotFound("invitation", request.Organization.Value);
        }

        if (!await memberships.HasRoomAsync(member, cancellationToken))
        {
            return MembershipError.TooMany(member.Slug);
        }

        await memberships.SetAsync(organization.Id, member.Id, role, cancellationToken);
        await mediator.Publish(new MembershipChanged(caller, organization.Entity, member, role), cancellationToken);
        return new JoinedOrganization(organization.Entity.Slug.Value, role);
    }
}

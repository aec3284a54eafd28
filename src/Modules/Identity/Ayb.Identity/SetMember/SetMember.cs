using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Invites a user to belong to an organization, or gives who does another role in it.</summary>
public sealed record SetMember(Principal Caller, EntitySlug Organization, EntitySlug Member, MemberRole Role)
    : ICommand<MemberStanding>, IChange;

/// <param name="State">Whether the role is theirs now, or once they accept.</param>
public sealed record MemberStanding(MembershipState State);

internal sealed class SetMemberValidator : AbstractValidator<SetMember>
{
    public SetMemberValidator() => RuleFor(set => set.Caller).MustBeUnscoped("change members");
}

internal sealed class SetMemberHandler(
    OrganizationFinder organizations, EntityStore entities, MembershipStore memberships, InvitationStore invitations, IMediator mediator)
    : IRequestHandler<SetMember, Result<MemberStanding>>
{
    public async Task<Result<MemberStanding>> Handle(SetMember request, CancellationToken cancellationToken)
    {
        var held = await organizations.HoldAsync(request.Caller, request.Organization, cancellationToken);
        if (!held.TryGet(out var organization, out var error))
        {
            return error;
        }

        if (organization.RoleOfCaller != MemberRole.Owner)
        {
            return MembershipError.NotOwner(request.Caller, organization);
        }

        if (await entities.FindAsync(request.Member, cancellationToken) is not { Entity: var member })
        {
            return AybError.NotFound("entity", request.Member.Value);
        }

        if (member.Type != EntityType.User)
        {
            return AybError.Invalid($"{member.Slug} is an organization; only users can be members");
        }

        return await memberships.FindRoleAsync(organization.Id, member.Id, cancellationToken) is { } before
            ? await ChangeAsync(request, organization, member, before, cancellationToken)
            : await InviteAsync(request, organization, member, cancellationToken);
    }

    private async Task<Result<MemberStanding>> ChangeAsync(
        SetMember request, Organization organization, Entity member, MemberRole before, CancellationToken cancellationToken)
    {
        var standing = new MemberStanding(MembershipState.Member);
        if (before == request.Role)
        {
            return standing;
        }

        if (before == MemberRole.Owner && !await organizations.CanDoWithoutAsync(organization, member.Id, cancellationToken))
        {
            return MembershipError.LastOwner(organization, member.Slug);
        }

        await memberships.SetAsync(organization.Id, member.Id, request.Role, cancellationToken);
        await mediator.Publish(
            new MembershipChanged(request.Caller, organization.Entity, member, request.Role), cancellationToken);
        return standing;
    }

    private async Task<Result<MemberStanding>> InviteAsync(
        SetMember request, Organization organization, Entity member, CancellationToken cancellationToken)
    {
        var standing = new MemberStanding(MembershipState.Invited);
        var before = await invitations.FindRoleAsync(organization.Id, member.Id, cancellationToken);
        if (before == request.Role)
        {
            return standing;
        }

        if (before is null && await RefuseAsync(request.Caller, organization, member, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await invitations.SetAsync(organization.Id, member.Id, request.Role, request.Caller.Id, cancellationToken);
        await mediator.Publish(
            new MemberInvited(request.Caller, organization.Entity, member, request.Role), cancellationToken);
        return standing;
    }

    /// <returns>Why there can't be one invitation more; <c>null</c> when there can.</returns>
    private async Task<AybError?> RefuseAsync(
        Principal caller, Organization organization, Entity member, CancellationToken cancellationToken)
    {
        if (!await invitations.HasRoomAsync(organization.Id, cancellationToken))
        {
            return MembershipError.Full(organization);
        }

        await memberships.HoldAsync(member.Slug, cancellationToken);
        return !await invitations.MaySendAsync(caller.Id, member.Id, cancellationToken) ? MembershipError.InvitedByYou(member.Slug)
            : !await invitations.MayGetAsync(member.Id, cancellationToken) ? MembershipError.InvitedTooOften(member.Slug)
            : null;
    }
}

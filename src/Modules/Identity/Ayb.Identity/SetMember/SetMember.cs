using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Lets a user belong to an organization, or gives them another role in it.</summary>
public sealed record SetMember(Principal Caller, EntitySlug Organization, EntitySlug Member, MemberRole Role) : ICommand<Nothing>, IChange;

internal sealed class SetMemberValidator : AbstractValidator<SetMember>
{
    public SetMemberValidator() => RuleFor(set => set.Caller).MustBeUnscoped("change members");
}

internal sealed class SetMemberHandler(
    OrganizationFinder organizations, EntityStore entities, MembershipStore memberships, IMediator mediator)
    : IRequestHandler<SetMember, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(SetMember request, CancellationToken cancellationToken)
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

        var before = await memberships.FindRoleAsync(organization.Id, member.Id, cancellationToken);
        if (before == request.Role)
        {
            return new Nothing();
        }

        if (before is null && !await memberships.HasRoomAsync(member, cancellationToken))
        {
            return MembershipError.TooMany(member.Slug);
        }

        if (before == MemberRole.Owner && !await organizations.CanDoWithoutAsync(organization, member.Id, cancellationToken))
        {
            return MembershipError.LastOwner(organization, member.Slug);
        }

        await memberships.SetAsync(organization.Id, member.Id, request.Role, cancellationToken);
        await mediator.Publish(
            new MembershipChanged(request.Caller, organization.Entity, member, request.Role), cancellationToken);
        return new Nothing();
    }
}

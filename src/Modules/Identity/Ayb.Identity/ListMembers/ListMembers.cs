using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Who belongs to an organization, and who is invited to, for those who do belong to it.</summary>
public sealed record ListMembers(Principal Caller, EntitySlug Organization) : IQuery<MemberList>;

/// <param name="Members">Sorted by slug.</param>
public sealed record MemberList(IReadOnlyList<ListedMember> Members);

public sealed record ListedMember(string EntitySlug, MemberRole Role, MembershipState State);

internal sealed class ListMembersValidator : AbstractValidator<ListMembers>
{
    public ListMembersValidator() => RuleFor(list => list.Caller).MustBeUnscoped("list members");
}

internal sealed class ListMembersHandler(OrganizationFinder organizations, MembershipStore memberships)
    : IRequestHandler<ListMembers, Result<MemberList>>
{
    public async Task<Result<MemberList>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var found = await organizations.FindAsync(request.Caller, request.Organization, cancellationToken);
        if (!found.TryGet(out var organization, out var error))
        {
            return error;
        }

        if (organization.RoleOfCaller is null)
        {
            return AybError.Forbidden(
                $"Authenticated entity {request.Caller.Slug} can't list the members of organization {request.Organization}");
        }

        var rows = await memberships.ListMembersAsync(organization.Id, cancellationToken);
        return new MemberList([.. rows.Select(row => new ListedMember(row.EntitySlug, row.ToRole(), row.ToState()))]);
    }
}

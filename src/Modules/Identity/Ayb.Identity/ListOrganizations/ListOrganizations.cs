using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>The organizations that the caller belongs to, and those that invite them.</summary>
public sealed record ListOrganizations(Principal Caller) : IQuery<OrganizationList>;

/// <param name="Organizations">Sorted by slug.</param>
public sealed record OrganizationList(IReadOnlyList<ListedOrganization> Organizations);

/// <param name="EntitySlug">Which one.</param>
/// <param name="Role">What the caller is in it, or would be.</param>
/// <param name="State">Whether the caller has accepted it.</param>
public sealed record ListedOrganization(string EntitySlug, MemberRole Role, MembershipState State);

internal sealed class ListOrganizationsValidator : AbstractValidator<ListOrganizations>
{
    public ListOrganizationsValidator() => RuleFor(list => list.Caller).MustBeUnscoped("list organizations");
}

internal sealed class ListOrganizationsHandler(MembershipStore memberships)
    : IRequestHandler<ListOrganizations, Result<OrganizationList>>
{
    public async Task<Result<OrganizationList>> Handle(ListOrganizations request, CancellationToken cancellationToken)
    {
        var rows = await memberships.ListOrganizationsAsync(request.Caller.Id, cancellationToken);
        return new OrganizationList([.. rows.Select(
            row => new ListedOrganization(row.EntitySlug, row.ToRole(), row.ToState()))]);
    }
}

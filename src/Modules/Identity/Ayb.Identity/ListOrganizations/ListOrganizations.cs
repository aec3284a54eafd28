using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>The organizations that the caller belongs to.</summary>
public sealed record ListOrganizations(Principal Caller) : IQuery<OrganizationList>;

/// <param name="Organizations">Sorted by slug.</param>
public sealed record OrganizationList(IReadOnlyList<ListedOrganization> Organizations);

/// <param name="EntitySlug">Which one.</param>
/// <param name="Role">What the caller is in it.</param>
public sealed record ListedOrganization(string EntitySlug, MemberRole Role);

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
        return new OrganizationList([.. rows.Select(row => new ListedOrganization(row.EntitySlug, row.ToRole()))]);
    }
}

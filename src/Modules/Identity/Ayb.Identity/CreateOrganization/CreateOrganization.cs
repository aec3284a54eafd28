using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Identity;

/// <summary>Gives a user an organization: it has no email address, its owners act for it.</summary>
public sealed record CreateOrganization(Principal Caller, EntitySlug Entity) : ICommand<CreatedOrganization>, IChange;

/// <param name="Entity">Its slug.</param>
/// <param name="Role">What the caller is in it.</param>
public sealed record CreatedOrganization(string Entity, MemberRole Role);

internal sealed class CreateOrganizationValidator : AbstractValidator<CreateOrganization>
{
    public CreateOrganizationValidator()
    {
        RuleFor(create => create.Caller).MustBeUnscoped("create organizations");
        RuleFor(create => create.Entity).MustNotBeReserved();
    }
}

internal sealed class CreateOrganizationHandler(
    EntityStore entities, MembershipStore memberships, TimeProvider clock, IMediator mediator)
    : IRequestHandler<CreateOrganization, Result<CreatedOrganization>>
{
    public async Task<Result<CreatedOrganization>> Handle(CreateOrganization request, CancellationToken cancellationToken)
    {
        var caller = request.Caller;
        if (await entities.FindAsync(caller.Slug, cancellationToken) is not { Entity: { Type: EntityType.User } owner })
        {
            return AybError.Forbidden($"Authenticated entity {caller.Slug} can't create an organization: only users can");
        }

        var organization = new Entity(EntityId.New(clock), request.Entity, EntityType.Organization);
        if (!await entities.TryAddAsync(new RegisteredEntity(organization, EmailAddress: null), cancellationToken))
        {
            return RegistrationError.AlreadyRegistered(request.Entity);
        }

        if (!await memberships.HasRoomAsync(owner, cancellationToken))
        {
            return MembershipError.TooMany(owner.Slug);
        }

        await memberships.SetAsync(organization.Id, owner.Id, MemberRole.Owner, cancellationToken);
        await mediator.Publish(new EntityRegistered(organization), cancellationToken);
        await mediator.Publish(new MembershipChanged(caller, organization, owner, MemberRole.Owner), cancellationToken);
        return new CreatedOrganization(organization.Slug.Value, MemberRole.Owner);
    }
}

using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Ayb.Identity;

/// <summary>Changes what an entity says of itself. Links are looked at once the change is committed.</summary>
/// <param name="Caller">The entity itself, or who owns it as an organization.</param>
/// <param name="Entity">Whose profile.</param>
/// <param name="Changes">
/// By field, as the API names them; <c>null</c> and an empty text clear a field, one that is absent stays as it is.
/// </param>
public sealed record UpdateProfile(
    Principal Caller, EntitySlug Entity, IReadOnlyDictionary<string, string?> Changes) : ICommand<Nothing>, IChange;

internal sealed class UpdateProfileValidator : AbstractValidator<UpdateProfile>
{
    public UpdateProfileValidator()
    {
        RuleFor(update => update.Caller)
            .Must(caller => caller.Scope is null)
            .WithState(_ => ErrorKind.Forbidden)
            .WithMessage("This API token is for queries; it can't update a profile");
        RuleFor(update => update.Changes).Custom((changes, context) =>
        {
            if (ProfileChanges.Read(changes).Error is { } error)
            {
                context.AddFailure(new ValidationFailure(context.PropertyPath, error.Message) { CustomState = error.Kind });
            }
        });
    }
}

internal sealed class UpdateProfileHandler(
    EntityStore entities, ProfileStore profiles, LinkVerifier verifier, MetadataSession session)
    : IRequestHandler<UpdateProfile, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(UpdateProfile request, CancellationToken cancellationToken)
    {
        if (await entities.FindAsync(request.Entity, cancellationToken) is not { Entity: var entity })
        {
            return AybError.NotFound("entity", request.Entity.Value);
        }

        if (!request.Caller.IsOrOwns(entity.Id))
        {
            return AybError.Forbidden($"Authenticated entity {request.Caller.Slug} can't update the profile of {entity.Slug}");
        }

        var changes = ProfileChanges.Read(request.Changes).Value;
        await profiles.UpdateAsync(entity.Id, changes, cancellationToken);
        if (changes.Links is { } urls)
        {
            var links = await profiles.ReplaceLinksAsync(entity.Id, urls, cancellationToken);
            session.AfterCommit(() => verifier.VerifyAsync(request.Caller.Id, entity, links));
        }

        return new Nothing();
    }
}

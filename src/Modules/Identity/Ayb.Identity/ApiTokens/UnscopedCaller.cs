using Ayb.Contracts;
using FluentValidation;

namespace Ayb.Identity;

/// <summary>A token that is narrowed tells nothing of the entity's other tokens, makes none and ends none.</summary>
internal static class UnscopedCaller
{
    public static void MustBeUnscoped<TRequest>(
        this IRuleBuilder<TRequest, Principal> caller, string purpose = "create, list or revoke API tokens") =>
        caller.Must(principal => principal.Scope is null)
            .WithState(_ => ErrorKind.Forbidden)
            .WithMessage($"This API token is limited to queries; it can't {purpose}");
}

using Ayb.Contracts;
using FluentValidation;

namespace Ayb.Identity;

/// <summary>A token that an app was given for one database tells nothing of the entity's other tokens, and ends none.</summary>
internal static class UnscopedCaller
{
    public static void MustBeUnscoped<TRequest>(
        this IRuleBuilder<TRequest, Principal> caller, string purpose = "list or revoke API tokens") =>
        caller.Must(principal => principal.Scope is null)
            .WithState(_ => ErrorKind.Forbidden)
            .WithMessage($"This API token reaches one database only; it can't {purpose}");
}

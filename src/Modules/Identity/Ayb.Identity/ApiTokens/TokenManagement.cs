using Ayb.Contracts;
using FluentValidation;

namespace Ayb.Identity;

/// <summary>A token that was given to an app for one database says nothing about the entity's other tokens.</summary>
internal static class TokenManagement
{
    public static void MayManageTokens<TRequest>(this IRuleBuilder<TRequest, Principal> caller) =>
        caller.Must(principal => principal.Scope is null)
            .WithState(_ => ErrorKind.Forbidden)
            .WithMessage("This API token reaches one database only; it can't list or revoke API tokens");
}

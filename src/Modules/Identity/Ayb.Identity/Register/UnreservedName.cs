using Ayb.Contracts;
using FluentValidation;

namespace Ayb.Identity;

/// <summary>Whoever comes into being takes no name that the server needs itself.</summary>
internal static class UnreservedName
{
    public static void MustNotBeReserved<TRequest>(this IRuleBuilder<TRequest, EntitySlug> name) =>
        name.Must(entity => !ReservedNames.Contains(entity))
            .WithState(_ => ErrorKind.InvalidSlug)
            .WithMessage((_, entity) => $"The entity can't be '{entity}': that name is reserved.");
}

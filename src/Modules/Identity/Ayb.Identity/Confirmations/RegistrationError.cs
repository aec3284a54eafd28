using Ayb.Contracts;

namespace Ayb.Identity;

internal static class RegistrationError
{
    public static AybError AlreadyRegistered(EntitySlug entity) =>
        new(ErrorKind.AlreadyRegistered, $"{entity} has already been registered");
}

using System.Buffers;

namespace Ayb.Contracts;

/// <summary>What entity and database slugs have in common: 1 to 128 of <c>A-Z a-z 0-9 - _ .</c>, not <c>.</c> or <c>..</c>.</summary>
internal static class SlugSyntax
{
    private const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static AybError? Check(string what, string? slug) => slug switch
    {
        null or "" => Invalid($"The {what} is empty."),
        { Length: > MaxLength } => Invalid($"The {what} is longer than {MaxLength} characters."),
        "." or ".." => Invalid($"The {what} can't be '{slug}'."),
        _ when slug.AsSpan().ContainsAnyExcept(Allowed) =>
            Invalid($"The {what} may only contain letters A-Z and a-z, digits, '-', '_' and '.'."),
        _ => null,
    };

    private static AybError Invalid(string message) => new(ErrorKind.InvalidSlug, message);
}

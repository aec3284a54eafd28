using System.Buffers;
using Ayb.Contracts;

namespace Ayb.Querying.Versions;

/// <summary>What an earlier version is served under, as if it were a database of its own: <c>{database}@{version}</c>.</summary>
internal static class VersionId
{
    private const char Separator = '@';

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <exception cref="ArgumentException">The version has characters that could lead out of its folder: a bug of who names versions.</exception>
    public static DatabaseId Of(DatabaseId database, string version) =>
        version.Length > 0 && !version.AsSpan().ContainsAnyExcept(Allowed)
            ? new DatabaseId($"{database}{Separator}{version}")
            : throw new ArgumentException($"'{version}' is no name for a version.", nameof(version));

    public static bool Is(DatabaseId database) => database.Value.Contains(Separator);
}

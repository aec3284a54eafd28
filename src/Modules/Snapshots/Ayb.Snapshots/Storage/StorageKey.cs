using System.Buffers;

namespace Ayb.Snapshots.Storage;

/// <summary>
/// Keys are slugs with slashes between: a wrong one is a bug, and must not lead out of a folder or into another tenant's.
/// </summary>
internal static class StorageKey
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    public static bool IsValid(string key) =>
        !key.Split('/').Any(part => part is "" or "." or ".." || part.AsSpan().ContainsAnyExcept(Allowed));

    public static void Check(string key)
    {
        if (!IsValid(key))
        {
            throw new ArgumentException($"'{key}' is no key for a snapshot.", nameof(key));
        }
    }

    public static void CheckPrefix(string prefix)
    {
        if (prefix.Length > 0)
        {
            Check(prefix[^1] == '/' ? prefix[..^1] : throw new ArgumentException($"The prefix '{prefix}' does not end in a slash.", nameof(prefix)));
        }
    }

    /// <summary>The configured prefix as keys begin with it: empty, or with one slash at its end.</summary>
    public static string Root(string pathPrefix) => pathPrefix.Trim('/') is { Length: > 0 } prefix ? prefix + "/" : "";
}

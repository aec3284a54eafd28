namespace Ayb.Cli.Client.Connection;

/// <summary>What `ayb.json` holds.</summary>
/// <param name="Version">The format, 1 so far.</param>
/// <param name="Authentication">API tokens by server URL.</param>
/// <param name="DefaultUrl">The server when none is named.</param>
internal sealed record SavedConfiguration(
    int Version,
    SortedDictionary<string, string> Authentication,
    string? DefaultUrl)
{
    public const int CurrentVersion = 1;

    public static SavedConfiguration Empty => new(CurrentVersion, new(StringComparer.Ordinal), DefaultUrl: null);
}

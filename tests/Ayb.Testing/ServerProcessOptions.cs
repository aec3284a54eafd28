namespace Ayb.Testing;

/// <summary>How to start a server.</summary>
/// <param name="Folder">Where it runs: its <c>ayb.toml</c>, if there is one, and by default its data.</param>
public sealed record ServerProcessOptions(string Folder)
{
    /// <summary>What starts it, with the argument <c>server</c>.</summary>
    public string Program { get; init; } = Executables.Ayb;

    /// <summary>Variables of its environment, such as <c>AYB__DATABASE_URL</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

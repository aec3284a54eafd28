using Ayb.Infrastructure.Configuration;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Configuration;

/// <summary>A folder with an <c>ayb.toml</c>. Messages are compared as if the folder were the current one.</summary>
public sealed class SettingsFolder : IDisposable
{
    private readonly TestFolder _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "ayb.toml");

    public SettingsFile Load(string toml, params (string Variable, string Value)[] environment)
    {
        File.WriteAllText(Path, toml);
        return SettingsFile.Load(Path, optional: false, environment.ToDictionary(entry => entry.Variable, entry => entry.Value));
    }

    public string Message(Action action) =>
        action.Should().Throw<ConfigurationException>().Which.Message
            .Replace(_folder.Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}

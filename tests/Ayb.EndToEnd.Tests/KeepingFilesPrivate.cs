using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class KeepingFilesPrivate
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    [Fact]
    public async Task Nobody_else_reads_what_server_and_client_keep()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var marcua = await Account.RegisterAsync(server, "marcua");
        await marcua.CreateAsync("books");
        await marcua.QueryAsync("books", "CREATE TABLE book (title)");
        var client = Path.Combine(folder.Path, "config", "ayb", "ayb.json");
        await ProcessRun.OfAsync(
            Executables.Ayb,
            folder.Path,
            new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = Path.Combine(folder.Path, "config") },
            arguments: ["client", "set_default_url", "https://ayb.example.com"]);

        var data = Path.Combine(folder.Path, "ayb_data");
        string[] kept = [client, data, .. Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories)];

        kept.Select(Path.GetFileName).Should().Contain(
            ["ayb.json", "fernet_key", "ayb.sqlite", "ayb.sqlite-wal", "emails.jsonl", "databases", "server.lock"]);
        Directory.EnumerateFileSystemEntries(Path.Combine(data, "databases"), "*", SearchOption.AllDirectories).Should().HaveCountGreaterThan(1);
        kept.Where(path => (File.GetUnixFileMode(path) & Others) != 0).Should().BeEmpty();
    }
}

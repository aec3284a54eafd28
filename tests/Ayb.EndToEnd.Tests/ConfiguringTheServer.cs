using System.Net;
using System.Net.Sockets;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>A configuration that cannot be: one message that names the setting, and nothing is left behind.</summary>
public sealed class ConfiguringTheServer
{
    private const string Mail = "[email.file]\npath = 'mails'\n";

    [Theory]
    [InlineData("prot = 1\n" + Mail, "./ayb.toml:1: prot is not a known setting. Did you mean port (AYB__PORT)?")]
    [InlineData("[web]\nhosting = 1\n" + Mail, "web.hosting_method is missing.*./ayb.toml, or set AYB__WEB__HOSTING_METHOD.")]
    [InlineData("port = 'x'\n" + Mail, "./ayb.toml:1: port must be a whole number, but it is a string (\"x\").*AYB__PORT*")]
    [InlineData("port = 65536\n" + Mail, "./ayb.toml:1: port must be between 0 and 65535, but it is 65536.*")]
    [InlineData("host = 'db.example'\n" + Mail, "./ayb.toml:1: host must be an IP address or localhost, but it is \"db.example\".*AYB__HOST*")]
    [InlineData("public_url = 'example'\n" + Mail, "./ayb.toml:1: public_url must be an http or https URL, but it is \"example\".*")]
    [InlineData("database_url = 'mysql://u:canary@h/x'\n" + Mail, "./ayb.toml:1: database_url must be sqlite://* or postgresql://*AYB__DATABASE_URL.")]
    [InlineData("[authentication]\nfernet_key = 'canary'\n" + Mail, "./ayb.toml:2: authentication.fernet_key must be 32 random bytes*AYB__AUTHENTICATION__FERNET_KEY.")]
    [InlineData("[cors]\norigin = 'https://a.example/'\n" + Mail, "./ayb.toml:2: cors.origin must be ? or an origin*AYB__CORS__ORIGIN.")]
    [InlineData("[querying]\nidle_time = 'soon'\n" + Mail, "./ayb.toml:2: querying.idle_time must be *AYB__QUERYING__IDLE_TIME.")]
    [InlineData("data_path = '/proc/nothing'\n" + Mail, "data_path can't be used: *")]
    [InlineData("port =\n" + Mail, "./ayb.toml:1:7: expected a value: *")]
    [InlineData("", "email: there is no way to send mail, *")]
    public async Task A_mistake_stops_the_start_before_anything_is_made(string configuration, string message)
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ayb.toml"), configuration);

        var start = await StartAsync(folder);

        ShouldHaveFailed(start, message);
        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Should().Equal("ayb.toml");
    }

    [Theory]
    [InlineData("AYB__PROT", "1", "AYB__PROT: prot is not a known setting. Did you mean AYB__PORT?")]
    [InlineData("AYB__PORT", "x", "AYB__PORT: port must be a whole number, but it is \"x\". Correct the variable.")]
    [InlineData("AYB__PUBLIC_URL", "example", "AYB__PUBLIC_URL: public_url must be an http or https URL, but it is \"example\". Correct the variable.")]
    [InlineData("AYB__SNAPSHOTS", "x", "AYB__SNAPSHOTS: snapshots must be a table*")]
    public async Task A_mistake_in_the_environment_names_the_variable(string variable, string value, string message)
    {
        using var folder = new TestFolder();

        var start = await StartAsync(folder, new() { ["AYB__EMAIL__FILE__PATH"] = "mails", [variable] = value });

        ShouldHaveFailed(start, message);
        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("nowhere.toml", "There is no configuration file nowhere.toml. To write one: (umask 077; ayb default_server_config > nowhere.toml)")]
    [InlineData("/proc/self/mem", "/proc/self/mem cannot be read: *")]
    public async Task A_file_that_cannot_be_read_is_named(string file, string message)
    {
        using var folder = new TestFolder();

        ShouldHaveFailed(await StartAsync(folder, [], "--config", file), message);
        ShouldHaveFailed(await StartAsync(folder, new() { ["AYB_SERVER_CONFIG_FILE"] = file }), message);

        Directory.EnumerateFileSystemEntries(folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_metadata_database_that_is_away_is_told_without_its_password()
    {
        using var folder = new TestFolder();
        using var port = new ReservedPort();

        var start = await StartAsync(folder, new()
        {
            ["AYB__EMAIL__FILE__PATH"] = "mails",
            ["AYB__DATABASE_URL"] = $"postgresql://ayb:canary@127.0.0.1:{port.Number}/ayb",
        });

        ShouldHaveFailed(start, $"The metadata database, which database_url names, can't be used: Failed to connect to 127.0.0.1:{port.Number}");
    }

    [Fact]
    public async Task A_metadata_file_that_cannot_be_opened_is_told()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "metadata"));

        var start = await StartAsync(folder, new() { ["AYB__EMAIL__FILE__PATH"] = "mails", ["AYB__DATABASE_URL"] = "sqlite://metadata" });

        ShouldHaveFailed(start, "The metadata database, which database_url names, can't be used: *");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var folder = new TestFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var start = await StartAsync(folder, new()
        {
            ["AYB__EMAIL__FILE__PATH"] = "mails",
            ["AYB__HOST"] = "127.0.0.1",
            ["AYB__PORT"] = $"{port}",
        });

        start.ExitCode.Should().Be(1);
        start.Error.Should().Be($"Error: Can't listen on port {port} of 127.0.0.1: Address already in use. Choose another host or port.\n");
        start.Output.Should().NotContainAny("ERR", "FTL", "Exception");
    }

    private static void ShouldHaveFailed(ProcessRun start, string message)
    {
        start.ExitCode.Should().Be(1);
        start.Output.Should().BeEmpty();
        start.Error.Should().Match($"Error: {message}\n").And.NotContain("canary");
        start.Error.TrimEnd('\n').Should().NotContain("\n", "it is one message");
    }

    private static Task<ProcessRun> StartAsync(TestFolder folder, Dictionary<string, string?>? environment = null, params string[] arguments) =>
        ProcessRun.OfAsync(Executables.Ayb, folder.Path, environment, arguments: ["server", .. arguments]);
}

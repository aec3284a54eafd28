using Ayb.Infrastructure;
using Ayb.Infrastructure.Configuration;
using Ayb.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ayb.Identity.Tests;

public sealed class KeepingAFernetKey : IDisposable
{
    private const string Configured = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    private readonly TestFolder _folder = new();

    private string KeyPath => Path.Combine(_folder.Path, "data", "fernet_key");

    [Fact]
    public async Task A_server_without_a_key_makes_one_that_only_its_user_can_read_and_says_so()
    {
        var log = new LogRecorder();
        await using var host = await StartAsync(log: log);

        var key = (await File.ReadAllTextAsync(KeyPath)).TrimEnd('\n');
        FernetKey.TryParse(key, out _).Should().BeTrue();
        File.GetUnixFileMode(KeyPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(KeyPath)!).Should().Equal(KeyPath);
        log.Lines.Should().ContainSingle(line => line.Contains(KeyPath, StringComparison.Ordinal))
            .And.NotContain(line => line.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mailed_token_outlives_a_restart_and_the_key_is_made_once()
    {
        string mailed;
        await using (var first = await StartAsync())
        {
            mailed = await first.AskForAsync("alice");
        }

        var log = new LogRecorder();
        await using var second = await StartAsync(log: log);

        (await second.ConfirmAsync(mailed)).Should().BeSuccessful();
        log.Lines.Should().NotContain(line => line.Contains(KeyPath, StringComparison.Ordinal));
    }

    [Fact]
    public void Servers_that_start_at_once_on_one_folder_agree()
    {
        const int Servers = 4;
        using var start = new Barrier(Servers);
        for (var round = 0; round < 50; round++)
        {
            var log = new LogRecorder();
            using var logging = new LoggerFactory([log]);
            var server = new ServerOptions { DataPath = Path.Combine(_folder.Path, $"{round}") };
            var keys = new string[Servers];
            var threads = Enumerable.Range(0, Servers).Select(index => new Thread(() =>
            {
                var file = new FernetKeyFile(server, logging.CreateLogger<FernetKeyFile>());
                start.SignalAndWait();
                keys[index] = file.ReadOrCreate().Reveal();
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            keys.Distinct().Should().ContainSingle();
            log.Lines.Should().ContainSingle("one made the key and the others found it");
            Directory.GetFiles(server.DataPath).Should().Equal(Path.Combine(server.DataPath, "fernet_key"));
        }
    }

    [Fact]
    public async Task A_configured_key_is_used_and_none_is_made()
    {
        await using var host = await StartAsync(Configured);
        await using var other = await IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["authentication:fernet_key"] = Configured);

        (await host.ConfirmAsync(await other.AskForAsync("alice"))).Should().BeSuccessful();
        File.Exists(KeyPath).Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-word")]
    [InlineData("cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=")]
    public async Task A_malformed_key_in_the_configuration_stops_the_start_without_showing_it(string key)
    {
        var start = () => StartAsync(key);

        var problem = (await start.Should().ThrowAsync<ConfigurationException>()).Which;
        problem.Message.Should().Contain("authentication.fernet_key").And.Contain("ayb default_server_config");
        problem.Message.Should().NotContain($"\"{key}\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("cw_0x689RpI-jtRR7oE8h")]
    public async Task A_damaged_key_file_stops_the_start_and_is_left_alone(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        await File.WriteAllTextAsync(KeyPath, content);
        var start = () => StartAsync();

        (await start.Should().ThrowAsync<ConfigurationException>())
            .WithMessage($"{KeyPath} *authentication.fernet_key*ayb default_server_config*");

        (await File.ReadAllTextAsync(KeyPath)).Should().Be(content);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task A_lifetime_that_is_no_positive_number_stops_the_start(string seconds)
    {
        var start = () => IdentityModule.StartAsync(
            MetadataEngine.Sqlite, options => options.Settings["authentication:token_expiration_seconds"] = seconds);

        (await start.Should().ThrowAsync<ConfigurationException>()).WithMessage("*authentication.token_expiration_seconds*");
    }

    public void Dispose() => _folder.Dispose();

    private Task<ModuleHost> StartAsync(string? key = null, LogRecorder? log = null) =>
        IdentityModule.StartAsync(MetadataEngine.Sqlite, options =>
        {
            options.Settings["data_path"] = Path.GetDirectoryName(KeyPath);
            options.Settings["authentication:fernet_key"] = key;
            options.Services(services => services.AddSingleton<ILoggerProvider>(log ?? new LogRecorder()));
        });
}

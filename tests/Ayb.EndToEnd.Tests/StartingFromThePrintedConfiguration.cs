using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary><c>(umask 077; ayb default_server_config &gt; ayb.toml) &amp;&amp; ayb server</c>, with nothing else set up.</summary>
public sealed class StartingFromThePrintedConfiguration
{
    private static readonly Dictionary<string, string> FreePort = new() { ["AYB__HOST"] = "127.0.0.1", ["AYB__PORT"] = "0" };

    [Fact]
    public async Task The_server_starts_and_mails_reach_the_file_although_the_mail_server_does_not_answer()
    {
        using var folder = new TestFolder();
        await PrintConfigurationAsync(folder);

        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path) { Environment = FreePort });
        var marcua = await Account.RegisterAsync(server, "marcua");

        (await marcua.DatabasesAsync()).Should().BeEmpty();
        SpinWait.SpinUntil(() => server.Output.Contains("attempt 1 by smtp failed, next one in"), TimeSpan.FromMinutes(1)).Should().BeTrue(server.Output);
        server.Output.Should().Contain("delivered by file");
    }

    [Fact]
    public async Task Every_print_has_a_key_of_its_own_that_a_restart_keeps()
    {
        using var folder = new TestFolder();
        var (first, second) = (await PrintConfigurationAsync(folder), await PrintConfigurationAsync(folder));
        first.Should().NotBe(second);
        var options = new ServerProcessOptions(folder.Path) { Environment = FreePort };
        await using var server = await ServerProcess.StartAsync(options);
        await Account.RegisterAsync(server, "marcua");

        await server.StopAsync();
        await using var restarted = await ServerProcess.StartAsync(options);

        var again = await Account.ConfirmAsync(restarted, Account.MailedToken(restarted, "marcua"));
        (await again.TokensAsync()).Should().HaveCount(2);
        Directory.EnumerateFiles(folder.Path, "fernet_key", SearchOption.AllDirectories).Should().BeEmpty("the configuration has the key");
    }

    private static async Task<string> PrintConfigurationAsync(TestFolder folder)
    {
        var printed = await ProcessRun.OfAsync(Executables.Ayb, folder.Path, arguments: "default_server_config");
        printed.Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ayb.toml"), printed.Output);
        return printed.Output;
    }
}

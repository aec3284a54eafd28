using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class RunningTwoServers
{
    [Fact]
    public async Task The_second_one_on_the_same_data_is_refused_and_the_first_goes_on()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var marcua = await Account.RegisterAsync(server, "marcua");

        var second = await ProcessRun.OfAsync(
            Executables.Ayb,
            folder.Path,
            new Dictionary<string, string?> { ["AYB__HOST"] = "127.0.0.1", ["AYB__PORT"] = "0", ["AYB__EMAIL__FILE__PATH"] = "mails" },
            arguments: "server");

        second.ExitCode.Should().Be(1);
        second.Error.Should().Be(
            $"Error: Another ayb server uses {folder.Path}/ayb_data. Stop it, or give this one another data_path.\n");
        (await marcua.DatabasesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Two_that_start_at_once_on_one_empty_PostgreSQL_database_share_it()
    {
        using var folder = new TestFolder();
        using var otherFolder = new TestFolder();
        var environment = new Dictionary<string, string>
        {
            ["AYB__DATABASE_URL"] = await MetadataEngine.Postgres.CreateDatabaseAsync(folder.Path),
            ["AYB__AUTHENTICATION__FERNET_KEY"] = "bm90LWEtc2VjcmV0LWJ1dC1mb3ItdGVzdHMtb25seSE=",
        };

        var starting = new[] { folder, otherFolder }
            .Select(one => ServerProcess.StartAsync(new ServerProcessOptions(one.Path) { Environment = environment }));
        var servers = await Task.WhenAll(starting);

        try
        {
            var here = await Account.RegisterAsync(servers[0], "marcua");
            var there = here with { Server = servers[1] };
            (await there.TokensAsync()).Should().Equal(await here.TokensAsync());
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}

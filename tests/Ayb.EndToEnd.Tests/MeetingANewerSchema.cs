using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class MeetingANewerSchema
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task The_server_refuses_to_start_and_leaves_it_alone(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        var url = await engine.CreateDatabaseAsync(folder.Path);
        var options = new ServerProcessOptions(folder.Path) { Environment = new Dictionary<string, string> { ["AYB__DATABASE_URL"] = url } };
        await using (var server = await ServerProcess.StartAsync(options))
        {
            await Account.RegisterAsync(server, "marcua");
        }

        await Metadata.ExecuteAsync(url, "INSERT INTO applied_migrations (module, number, file, applied_at) VALUES ('Sharing', 999, '0999_future.sql', 0)");
        var start = await ProcessRun.OfAsync(
            Executables.Ayb,
            folder.Path,
            new Dictionary<string, string?> { ["AYB__DATABASE_URL"] = url, ["AYB__PORT"] = "0", ["AYB__EMAIL__FILE__PATH"] = "mails" },
            arguments: "server");

        start.ExitCode.Should().Be(1);
        start.Error.Should().MatchRegex(
            "^Error: The metadata database was used by a newer version of ayb: the schema of Sharing is at 999, "
            + "and this version knows it up to \\d+\\. Start that newer version, or point database_url elsewhere\\.\n$");
        await Metadata.ExecuteAsync(url, "DELETE FROM applied_migrations WHERE number = 999");
        await using var again = await ServerProcess.StartAsync(options);
        (await Account.ConfirmAsync(again, Account.MailedToken(again, "marcua"))).Entity.Should().Be("marcua");
    }
}

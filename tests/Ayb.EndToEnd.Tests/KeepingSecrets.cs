using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

public sealed class KeepingSecrets
{
    private const string Password = "canary-of-smtp";
    private const string DatabasePassword = "canary-of-metadata";
    private const string FernetKey = "Y2FuYXJ5LW9mLWZlcm5ldC1rZXktMzItYnl0ZXMhISE=";

    [Fact]
    public async Task They_are_in_no_output_no_command_line_and_no_environment_of_a_worker()
    {
        using var folder = new TestFolder();
        await ConfigureAsync(folder);
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path)
        {
            // A variable reaches the server in another way than its file, and must not go on from there either.
            Environment = new Dictionary<string, string> { ["AYB__EMAIL__SMTP__SMTP_PASSWORD"] = Password },
        });
        var marcua = await Account.RegisterAsync(server, "marcua");
        await marcua.CreateAsync("books");
        await marcua.QueryAsync("books", "CREATE TABLE secret (word); INSERT INTO secret VALUES ('canary-of-rows')");
        (await marcua.TryQueryAsync("books", "SELECT * FROM nowhere WHERE 'canary-of-sql'")).IsSuccessStatusCode.Should().BeFalse();
        (await (marcua with { Token = marcua.Token + "x" }).TryQueryAsync("books", "SELECT 1")).IsSuccessStatusCode.Should().BeFalse();

        var workers = WorkerProcesses.In(folder.Path);

        workers.Should().ContainSingle();
        WorkerProcesses.Environment(workers[0]).Should().BeEmpty();
        string[] secrets = [Password, DatabasePassword, FernetKey, marcua.Token, Account.MailedToken(server, "marcua")];
        foreach (var process in WorkerProcesses.Running())
        {
            WorkerProcesses.CommandLine(process).Should().NotContainAny(secrets);
        }

        WorkerProcesses.In(folder.Path).Should().Equal(workers, "what has ended has no environment to look at");
        (await server.StopAsync()).Should().Be(0);
        server.Output.Should().Contain("attempt 1 by smtp failed", "the server has had to do with each of them");
        server.Output.Should().NotContainAny([.. secrets, "canary-of-rows", "canary-of-sql", "marcua@example.com"]);
    }

    private static async Task ConfigureAsync(TestFolder folder)
    {
        var url = await MetadataEngine.Postgres.CreateDatabaseAsync(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "ayb.toml"), $"""
            host = "127.0.0.1"
            port = 0
            database_url = "{url.Replace("@", $":{DatabasePassword}@")}"

            [authentication]
            fernet_key = "{FernetKey}"

            [email.file]
            path = "./ayb_data/emails.jsonl"

            [email.smtp]
            from = "ayb <ayb@example.com>"
            reply_to = "ayb <ayb@example.com>"
            smtp_host = "localhost"
            smtp_port = 1
            smtp_username = "ayb"
            smtp_password = "overridden"
            """);
    }
}

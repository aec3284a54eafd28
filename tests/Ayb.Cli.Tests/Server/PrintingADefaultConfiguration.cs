using System.Buffers.Text;
using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Server;

public sealed class PrintingADefaultConfiguration : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Every_setting_stands_in_its_place()
    {
        var configuration = await Printed();
        configuration.Replace(Key(configuration), "KEY", StringComparison.Ordinal).Should().Be(
            """
            host = "0.0.0.0"
            port = 5433
            database_url = "sqlite://ayb_data/ayb.sqlite"
            data_path = "./ayb_data"

            [authentication]
            fernet_key = "KEY"
            token_expiration_seconds = 3600

            [email.smtp]
            from = "Server Sender <server@example.org>"
            reply_to = "Server Reply <replyto@example.org>"
            smtp_host = "localhost"
            smtp_port = 465
            smtp_username = "login@example.org"
            smtp_password = "the_password"

            [email.file]
            path = "./ayb_data/emails.jsonl"

            [cors]
            origin = "*"

            """);
    }

    [Fact]
    public async Task The_key_is_32_bytes_and_never_the_same_twice()
    {
        var one = Key(await Printed());
        var other = Key(await Printed());
        one.Should().HaveLength(44).And.NotBe(other);
        Base64Url.DecodeFromChars(one).Should().HaveCount(32);
    }

    private static string Key(string configuration) => configuration.Split('"')[7];

    private async Task<string> Printed() => (await new CommandRun(_home).Run("default_server_config")).Output;
}

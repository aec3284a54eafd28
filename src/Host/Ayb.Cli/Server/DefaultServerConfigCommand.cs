using System.Buffers.Text;
using System.Security.Cryptography;

namespace Ayb.Cli.Server;

internal sealed class DefaultServerConfigCommand : ExampleCommand
{
    /// <summary>Nobody else is to read the key.</summary>
    public const string Example = "(umask 077; ayb default_server_config > ayb.toml)";

    public DefaultServerConfigCommand()
        : base(
            "default_server_config",
            "Print a configuration to start from, with a fresh key",
            "ayb default_server_config",
            Example)
    {
        SetAction(given => given.InvocationConfiguration.Output.Write(Starter(FreshKey())));
    }

    /// <summary>A Fernet key: 32 random bytes, base64url with padding.</summary>
    private static string FreshKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) + "=";

    private static string Starter(string key) =>
        $"""
        host = "0.0.0.0"
        port = 5433
        database_url = "sqlite://ayb_data/ayb.sqlite"
        data_path = "./ayb_data"

        [authentication]
        fernet_key = "{key}"
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

        """;
}

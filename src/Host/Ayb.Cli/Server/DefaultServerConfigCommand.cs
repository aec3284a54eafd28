using System.Buffers.Text;
using System.Security.Cryptography;

namespace Ayb.Cli.Server;

internal sealed class DefaultServerConfigCommand : ExampleCommand
{
    public DefaultServerConfigCommand()
        : base(
            "default_server_config",
            "Print a configuration to start from, with a fresh key",
            "ayb default_server_config",
            Into("ayb.toml"))
    {
        SetAction(given => given.InvocationConfiguration.Output.Write(Starter(FreshKey())));
    }

    /// <summary>What to type in a shell to have it in a file, which nobody else may read: it holds the key.</summary>
    public static string Into(string file) =>
        $"(umask 077; ayb default_server_config > {(file.All(IsPlain) ? file : $"'{file.Replace("'", "'\\''")}'")})";

    private static bool IsPlain(char one) => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-' or '/';

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

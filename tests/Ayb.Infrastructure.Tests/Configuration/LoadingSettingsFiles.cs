using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Configuration.Toml;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class LoadingSettingsFiles : IDisposable
{
    private const string Sample = """
        host = "0.0.0.0"
        port = 5433
        # public_url = "https://ayb.example.com"      # used in emails, OAuth answers and profile links; default http://localhost:{port}
        database_url = "sqlite://ayb_data/ayb.sqlite"  # or postgresql://user:password@host:port/name
        data_path = "./ayb_data"

        [authentication]
        fernet_key = "…="                # 32 random bytes, base64url
        token_expiration_seconds = 3600

        [email.smtp]                     # at least one of smtp and file
        from = "Server Sender <server@example.org>"
        reply_to = "Server Reply <replyto@example.org>"
        smtp_host = "localhost"
        smtp_port = 465                  # 465: TLS from the first byte; other ports: STARTTLS
        smtp_username = "login@example.org"
        smtp_password = "the_password"

        [email.file]                     # one JSON object per line
        path = "./ayb_data/emails.jsonl"

        [web]                            # leave out for an API-only server
        hosting_method = "Local"

        [cors]
        origin = "*"

        [snapshots]                      # leave out for none
        sqlite_method = "Vacuum"
        access_key_id = "…"
        secret_access_key = "…"
        bucket = "bucket"
        path_prefix = "some/prefix"      # may be empty
        endpoint_url = "https://…"       # optional
        region = "us-east-1"             # optional
        force_path_style = false         # optional

        [snapshots.automation]
        interval = "10m"                 # Go durations: 30m, 1h, 1h30m, 3s
        max_snapshots = 3
        """;

    private readonly SettingsFolder _folder = new();

    [Fact]
    public void The_sample_gives_every_key()
    {
        var values = _folder.Load(Sample).Configuration.AsEnumerable()
            .Where(entry => entry.Value is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Value);

        values.Should().BeEquivalentTo(new Dictionary<string, string?>
        {
            ["host"] = "0.0.0.0",
            ["port"] = "5433",
            ["database_url"] = "sqlite://ayb_data/ayb.sqlite",
            ["data_path"] = "./ayb_data",
            ["authentication:fernet_key"] = "…=",
            ["authentication:token_expiration_seconds"] = "3600",
            ["email:smtp:from"] = "Server Sender <server@example.org>",
            ["email:smtp:reply_to"] = "Server Reply <replyto@example.org>",
            ["email:smtp:smtp_host"] = "localhost",
            ["email:smtp:smtp_port"] = "465",
            ["email:smtp:smtp_username"] = "login@example.org",
            ["email:smtp:smtp_password"] = "the_password",
            ["email:file:path"] = "./ayb_data/emails.jsonl",
            ["web:hosting_method"] = "Local",
            ["cors:origin"] = "*",
            ["snapshots:sqlite_method"] = "Vacuum",
            ["snapshots:access_key_id"] = "…",
            ["snapshots:secret_access_key"] = "…",
            ["snapshots:bucket"] = "bucket",
            ["snapshots:path_prefix"] = "some/prefix",
            ["snapshots:endpoint_url"] = "https://…",
            ["snapshots:region"] = "us-east-1",
            ["snapshots:force_path_style"] = "false",
            ["snapshots:automation:interval"] = "10m",
            ["snapshots:automation:max_snapshots"] = "3",
        });
    }

    [Fact]
    public void Every_key_knows_its_origin()
    {
        var configuration = _folder.Load(
            "port = 1\n[a]\nlist = ['x',\n  'y']\n[[b]]\nc = 1.5",
            ("AYB__EMAIL__SMTP__SMTP_PASSWORD", "p")).Configuration;
        var providers = configuration.Providers.Cast<SettingsProvider>().ToArray();

        providers[0].Origins.Should().BeEquivalentTo(new Dictionary<string, SettingOrigin>
        {
            ["port"] = new FileOrigin(_folder.Path, 1, 8, TomlKind.Integer),
            ["a"] = new FileOrigin(_folder.Path, 2, 2, TomlKind.Table),
            ["a:list"] = new FileOrigin(_folder.Path, 3, 8, TomlKind.Array),
            ["a:list:0"] = new FileOrigin(_folder.Path, 3, 9, TomlKind.String),
            ["a:list:1"] = new FileOrigin(_folder.Path, 4, 3, TomlKind.String),
            ["b"] = new FileOrigin(_folder.Path, 5, 3, TomlKind.Array),
            ["b:0"] = new FileOrigin(_folder.Path, 5, 3, TomlKind.Table),
            ["b:0:c"] = new FileOrigin(_folder.Path, 6, 5, TomlKind.Float),
        }, options => options.RespectingRuntimeTypes());
        providers[1].Origin("email:smtp:smtp_password").Should().Be(new EnvironmentOrigin("AYB__EMAIL__SMTP__SMTP_PASSWORD"));
        configuration["email:smtp:smtp_password"].Should().Be("p");
        configuration["a:list:1"].Should().Be("y");
    }

    [Theory]
    [InlineData("a = 1\nb = hunter2", "ayb.toml:2:5: expected a value: a string in quotes, a number, true or false, a date, a time, [ or {.")]
    [InlineData("a = 1\nA = 2", "ayb.toml:2:5: expected each setting once, but two differ in nothing but capital letters.")]
    [InlineData("'a:b' = 1", "ayb.toml:1:9: expected the name of a setting, which is not empty and has no colon.")]
    [InlineData("a.'' = 1", "ayb.toml:1:8: expected the name of a setting, which is not empty and has no colon.")]
    public void A_file_that_cannot_be_used_is_refused_with_its_place(string toml, string message) =>
        _folder.Message(() => _folder.Load(toml)).Should().Be(message);

    [Fact]
    public void A_missing_file_is_refused_unless_it_is_optional()
    {
        _folder.Message(() => SettingsFile.Load(_folder.Path)).Should().StartWith("ayb.toml cannot be read: ");
        SettingsFile.Load(_folder.Path, optional: true).Configuration["host"].Should().BeNull();
    }

    [Fact]
    public void An_optional_file_that_is_there_but_cannot_be_read_is_refused()
    {
        Directory.CreateDirectory(_folder.Path);

        _folder.Message(() => SettingsFile.Load(_folder.Path, optional: true)).Should().StartWith("ayb.toml cannot be read: ");
    }

    public void Dispose() => _folder.Dispose();
}

using Ayb.Cli.Client.Connection;

namespace Ayb.Cli.Tests.Client;

public sealed class SavingTheConfiguration : ClientScenario
{
    private const string Confirmed = """{"entity":"marcua","token":"ayb_new_token"}""";
    private const string NoDatabases = """{"databases":[]}""";

    private string Path => Ayb.ConfigurationPath;

    [Fact]
    public async Task Confirming_saves_the_token_under_its_url_and_the_first_url_as_default()
    {
        Server.Answers(200, Confirmed);
        await Ayb.Run("client", "confirm", "x");
        File.ReadAllText(Path).Should().Be(
            $$"""{"version":1,"authentication":{"{{Server.Url}}":"ayb_new_token"},"default_url":"{{Server.Url}}"}""");
    }

    [Fact]
    public async Task Only_the_owner_may_read_it_and_no_draft_is_left()
    {
        Server.Answers(200, Confirmed);
        await Ayb.Run("client", "confirm", "x");
        File.GetUnixFileMode(Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!).Should().Equal(Path);
    }

    [Fact]
    public async Task A_second_url_does_not_become_the_default()
    {
        await Save(Saved("http://first.example.org"));
        Server.Answers(200, NoDatabases);
        await Ayb.Run("client", "list", "x");
        Load().DefaultUrl.Should().Be("http://first.example.org");
    }

    [Fact]
    public async Task A_url_that_leads_nowhere_is_not_remembered()
    {
        Server.BreaksOff();
        await Ayb.Run("client", "log_in", "x");
        File.Exists(Path).Should().BeFalse();
    }

    [Theory]
    [InlineData("saved", "environment", "flag", "flag")]
    [InlineData("saved", "environment", null, "environment")]
    [InlineData("saved", "", null, "saved")]
    [InlineData("saved", null, null, "saved")]
    [InlineData(null, null, "flag", "flag")]
    public async Task Flags_win_over_the_environment_and_that_over_what_is_saved(
        string? saved, string? environment, string? flag, string token)
    {
        await Save(saved is null ? "{\"version\":1,\"authentication\":{},\"default_url\":null}" : Saved(Server.Url, saved));
        Ayb.Environment.Remove("AYB_API_TOKEN");
        if (environment is not null)
        {
            Ayb.Environment["AYB_API_TOKEN"] = environment;
        }

        Server.Answers(200, NoDatabases);
        (await Ayb.Run(["client", "list", "x", .. flag is null ? Array.Empty<string>() : ["--token", flag]])).Status.Should().Be(0);
        OnlyRequest.Headers["authorization"].Should().Be($"Bearer {token}");
    }

    [Fact]
    public async Task Options_may_stand_before_and_after_the_command_and_a_slash_at_the_end_is_the_same_server()
    {
        await Save(Saved(Server.Url, "saved"), "elsewhere.json");
        Ayb.Environment.Clear();
        Server.Answers(200, NoDatabases);
        var file = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "elsewhere.json");
        var result = await Ayb.Run("client", "--config", file, "list", "x", "--url", Server.Url + "/");
        result.Error.Should().BeEmpty();
        OnlyRequest.Headers["authorization"].Should().Be("Bearer saved");
        OnlyRequest.Line.Should().Be("GET /v1/entity/x");
    }

    [Theory]
    [InlineData("{\"version\":1,\"authent")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"version\":2,\"authentication\":{},\"default_url\":null}")]
    public async Task A_file_that_is_not_understood_is_named_and_left_alone(string content)
    {
        await Save(content);
        var result = await Ayb.Run("client", "set_default_url", "http://x");
        result.Status.Should().Be(1);
        result.Error.Should().StartWith("Error: ").And.Contain(Path);
        File.ReadAllText(Path).Should().Be(content);
    }

    [Fact]
    public async Task A_default_url_can_be_set()
    {
        (await Ayb.Run("client", "set_default_url", "https://ayb.example.org/")).Output
            .Should().Be("Saved https://ayb.example.org as new default_url\n");
        Load().DefaultUrl.Should().Be("https://ayb.example.org");
    }

    [Fact]
    public async Task A_link_stays_a_link()
    {
        await Save(Saved("http://first.example.org"), "real.json");
        File.CreateSymbolicLink(Path, "real.json");
        await Ayb.Run("client", "set_default_url", "http://second.example.org");
        new FileInfo(Path).LinkTarget.Should().Be("real.json");
        Load().DefaultUrl.Should().Be("http://second.example.org");
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_draft()
    {
        // A folder can't be replaced by a file, whoever tries.
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "occupied"));
        var write = () => PrivateFile.Write(Path, "new"u8);
        write.Should().Throw<Exception>();
        Directory.GetFileSystemEntries(System.IO.Path.GetDirectoryName(Path)!).Should().Equal(Path);
    }

    private static string Saved(string url, string token = "t") =>
        $$"""{"version":1,"authentication":{"{{url}}":"{{token}}"},"default_url":"{{url}}"}""";

    private SavedConfiguration Load() => new ConfigurationFile(Path).Load();

    private async Task Save(string content, string name = "ayb.json")
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, name), content);
    }
}

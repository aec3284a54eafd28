using System.Net;
using System.Net.Sockets;

namespace Ayb.Cli.Tests.Client;

public sealed class FailingCommands : ClientScenario
{
    [Fact]
    public async Task The_servers_message_is_the_error()
    {
        Server.Answers(404, """{"type":"RecordNotFound","message":"Record not found: x","id":"x","record_type":"entity"}""");
        await Fails("Record not found: x", "client", "list", "x");
    }

    [Fact]
    public async Task A_message_does_not_drive_the_terminal()
    {
        Server.Answers(400, """{"type":"QueryError","message":"near \"\u001b[2J\""}""");
        await Fails("near \"\\u{1b}[2J\"", "client", "query", "m/d", "x");
    }

    [Fact]
    public async Task An_error_that_is_not_ayb_s_is_told_by_status_and_reason()
    {
        Server.Answers(502, "<html>Bad gateway</html>", "text/html");
        await Fails($"{Server.Url} answered 502 BadGateway", "client", "list", "x");
    }

    [Theory]
    [InlineData("<html>Welcome</html>")]
    [InlineData("{}")]
    [InlineData("""{"databases":null}""")]
    public async Task A_success_that_is_not_ayb_s_is_a_failure(string body)
    {
        Server.Answers(200, body);
        await Fails(
            $"{Server.Url} gave an answer that is not ayb's. Is it an ayb server, and this ayb as new as it?",
            "client", "list", "x");
    }

    [Fact]
    public async Task A_redirect_is_told_and_not_followed()
    {
        Server.Answers(301, "", headers: "Location: https://ayb.example.org/\r\n");
        await Fails($"{Server.Url} has moved: it points to https://ayb.example.org/", "client", "list", "x");
    }

    [Fact]
    public async Task A_server_that_breaks_off_is_named()
    {
        Server.BreaksOff();
        await Fails($"{Server.Url} broke off before it had answered. Is it an ayb server?", "client", "list", "x");
    }

    [Fact]
    public async Task A_server_that_breaks_off_may_have_done_it()
    {
        Server.BreaksOff();
        await Fails(
            $"{Server.Url} broke off before it had answered. Is it an ayb server?\nHint: Whether the server has done it is not known: look before you try again",
            "client", "log_in", "x");
    }

    [Fact]
    public async Task An_empty_token_is_not_replaced_by_another()
    {
        await Fails("The token after --token is empty. Without --token the saved one counts.", "client", "--token", "", "list_tokens");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_refused_connection_names_the_url()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";
        await Fails($"Can't connect to {url}: connection refused. Is the server running?", "client", "--url", url, "list", "x");
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_named() =>
        await Fails(
            "Can't find the host of http://ayb.invalid. Is the name right?",
            "client", "--url", "http://ayb.invalid", "list", "x");

    [Fact]
    public async Task An_organization_is_not_given_up_by_another_name()
    {
        await Fails(
            "acne is not its name; nobody was removed. To give up acme, add: --give_up acme", "client", "remove_member", "acme", "ada", "--give_up", "acne");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_url_is_told_with_the_ways_to_give_one()
    {
        Ayb.Environment.Remove("AYB_SERVER_URL");
        var result = await Ayb.Run("client", "list", "x");
        result.Status.Should().Be(1);
        result.Error.Should().ContainAll("--url", "AYB_SERVER_URL", "set_default_url");
    }

    [Theory]
    [InlineData("query", "m/d", "x")]
    [InlineData("create_database", "m/d")]
    [InlineData("update_database", "m/d", "--public_sharing_level", "fork")]
    [InlineData("share", "m/d", "x", "read-only")]
    [InlineData("list_database_permissions", "m/d")]
    [InlineData("list_tokens")]
    [InlineData("revoke_token", "x")]
    public async Task A_missing_token_is_told_before_anything_is_sent(params string[] command)
    {
        Ayb.Environment.Remove("AYB_API_TOKEN");
        var result = await Ayb.Run(["client", .. command]);
        result.Status.Should().Be(1);
        result.Error.Should().Contain("log_in");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_value_cannot_smuggle_in_a_header()
    {
        await Fails("The entity must not hold control characters.", "client", "log_in", "x\r\nauthorization: y");
        Server.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("The token-name must not be empty.", "create_token", "--name", "")]
    [InlineData("The database must not be empty.", "accept_transfer", "m/d", "--as", "")]
    public async Task An_empty_value_is_told_before_anything_is_sent(string message, params string[] command)
    {
        await Fails(message, ["client", .. command]);
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_url_without_a_scheme_is_refused() =>
        await Fails(
            "localhost:5433 is no server URL: it has to look like https://ayb.example.org",
            "client", "--url", "localhost:5433", "list", "x");

    private async Task Fails(string message, params string[] args)
    {
        var result = await Ayb.Run(args);
        result.Error.Should().Be($"Error: {message}\n");
        result.Output.Should().BeEmpty();
        result.Status.Should().Be(1);
    }
}

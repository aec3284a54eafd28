namespace Ayb.EndToEnd.Tests.CommandLine;

public sealed class SayingWhoOneIs(ClientServer server) : IClassFixture<ClientServer>
{
    private const string Header = " Display name | Description | Organization | Location | Links\n--------------+-------------+--------------+----------+";

    [Fact]
    public async Task A_profile_is_changed_piece_by_piece_and_seen_by_everybody()
    {
        await PrintsAsync("", $"{Header}-------\n null         | null        | null         | null     |\n", "profile", "alice");

        await UpdatesAsync("--display-name", "Alice", "--description", "d", "--links", "http://a.example", "https://10.0.0.1/");
        await PrintsAsync(
            "bob", $"{Header}------------------------------------\n Alice        | d           | null         | null     | http://a.example,https://10.0.0.1/\n",
            "profile", "alice");

        await UpdatesAsync("--description", "", "--organization", "o", "--location", "l", "--links");
        await PrintsAsync(
            "", "Display name,Description,Organization,Location,Links\nAlice,null,o,l,\"\"\n", "profile", "alice", "--format", "csv");

        await FailsAsync("alice", "No fields provided to update. Please specify at least one field to update.", "update_profile", "alice");
        await FailsAsync("alice", "The location may have at most 35 characters.", "update_profile", "alice", "--location", new string('x', 36));
        await FailsAsync("bob", "Authenticated entity bob can't update the profile of alice", "update_profile", "alice", "--location", "x");
    }

    private Task UpdatesAsync(params string[] options) =>
        PrintsAsync("alice", "Successfully updated profile\n", ["update_profile", "alice", .. options]);

    private async Task PrintsAsync(string who, string output, params string[] command) =>
        (await server.RunAsync(who, "", command)).Should().BeEquivalentTo(new { ExitCode = 0, Output = output, Error = "" });

    private async Task FailsAsync(string who, string message, params string[] command) =>
        (await server.RunAsync(who, "", command)).Should().BeEquivalentTo(
            new { ExitCode = 1, Output = "", Error = $"Error: {message}\n" });
}

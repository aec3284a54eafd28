namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>Alice has an organization; bob and dave come and go.</summary>
public sealed class WorkingTogether(ClientServer server) : IClassFixture<ClientServer>
{
    [Fact]
    public async Task In_an_organization()
    {
        await PrintsAsync("bob", "You belong to no organization\n", "list_organizations");
        await PrintsAsync("alice", "Successfully created organization acme\n", "create_organization", "acme");
        await PrintsAsync("alice", "Successfully created acme/papers\n", "create_database", "acme/papers");
        await PrintsAsync("alice", "Invited bob to acme as member\n", "add_member", "acme", "bob");
        await FailsAsync("bob", "Authenticated entity bob can't query database acme/papers", "query", "acme/papers", "SELECT 1");
        await PrintsAsync(
            "bob", " Organization | Role   | State\n--------------+--------+---------\n acme         | member | invited\n", "list_organizations");
        await PrintsAsync("bob", "You belong to acme now, as member\n", "join_organization", "acme");
        await PrintsAsync("bob", "\nRows: 0\n", "query", "acme/papers", "CREATE TABLE paper (title)");
        await FailsAsync("bob", "Authenticated entity bob can't create a database for entity acme", "create_database", "acme/more");
        await FailsAsync("bob", "Authenticated entity bob can't change the members of organization acme", "add_member", "acme", "dave");
        await FailsAsync("dave", "Authenticated entity dave can't list the members of organization acme", "list_members", "acme");

        await PrintsAsync("alice", "bob belongs to acme now, as owner\n", "add-member", "acme", "bob", "owner");
        await PrintsAsync("bob", " Organization | Role  | State\n--------------+-------+--------\n acme         | owner | member\n", "list_organizations");
        await PrintsAsync("bob", "Invited dave to acme as member\n", "add_member", "acme", "dave");
        await PrintsAsync("dave", "Successfully removed dave from acme\n", "remove_member", "acme", "dave");
        await FailsAsync("dave", "Record not found: acme (invitation)\nHint: ayb client list_organizations shows yours, and those that invite you", "join_organization", "acme");
        await PrintsAsync("bob", "Invited dave to acme as member\n", "add_member", "acme", "dave");
        await PrintsAsync(
            "bob", "Member,Role,State\nalice,owner,member\nbob,owner,member\ndave,member,invited\n", "list_members", "acme", "--format", "csv");
        await PrintsAsync("dave", "You belong to acme now, as member\n", "join_organization", "acme");
        await PrintsAsync("alice", "Successfully removed alice from acme\n", "remove_member", "acme", "alice");
        await FailsAsync("alice", "Authenticated entity alice can't query database acme/papers", "query", "acme/papers", "SELECT 1");
        await FailsAsync(
            "bob",
            "bob is the last owner of acme, which has no email address to log in by: make somebody else an owner first, "
            + "or give it up, when it has no databases, deleted ones that can come back included, and no other members and invitations\nHint: To give up an organization without databases, add: --give_up acme",
            "remove_member", "acme", "bob");
        await FailsAsync("bob", "acme can't be given up: it has other members or invitations. Make a member an owner, or remove the members and withdraw the invitations first", "remove_member", "acme", "bob", "--give_up", "acme");
        await PrintsAsync("dave", "Successfully removed dave from acme\n", "remove_member", "acme", "dave");
        await FailsAsync("", "acme has no email address of its own: its owners act for it, each with their own API token", "log_in", "acme");
        await PrintsAsync("bob", " Member | Role  | State\n--------+-------+--------\n bob    | owner | member\n", "list_members", "acme");
    }

    private async Task PrintsAsync(string who, string output, params string[] command) =>
        (await server.RunAsync(who, "", command)).Should().BeEquivalentTo(
            new { ExitCode = 0, Output = output, Error = "" }, "{0} runs {1}", who, string.Join(' ', command));

    private async Task FailsAsync(string who, string message, params string[] command) =>
        (await server.RunAsync(who, "", command)).Should().BeEquivalentTo(
            new { ExitCode = 1, Output = "", Error = $"Error: {message}\n" }, "{0} runs {1}", who, string.Join(' ', command));
}

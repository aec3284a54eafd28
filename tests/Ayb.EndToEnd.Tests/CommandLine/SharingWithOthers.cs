namespace Ayb.EndToEnd.Tests.CommandLine;

/// <summary>Three accounts walk through every level and back. Alice owns <c>books</c>, bob and dave come to it.</summary>
public sealed class SharingWithOthers(ClientServer server) : IClassFixture<ClientServer>
{
    private const string Count = "SELECT count(*) AS books FROM book";
    private const string Write = "INSERT INTO book VALUES ('Emma', 474); DELETE FROM book WHERE title = 'Emma'";
    private const string Counted = " books\n-------\n 2\n\nRows: 1\n";
    private const string Written = "\nRows: 0\n";
    private const string ReadOnlyMode = "Attempted to write to database while in read-only mode";

    [Fact]
    public async Task By_the_public_level_and_by_grants()
    {
        await SeesNothingAsync("bob");
        await PrintsAsync("alice", "No shared permissions for alice/books\n", "list_database_permissions", "alice/books");

        await OpensAsync("alice", "fork");
        await SeesAsync("bob");
        await SeesAsync("");

        await OpensAsync("alice", "read-only");
        await ReadsAsync("bob");
        await SeesAsync("");
        await SharesAsync("alice", "bob", "no-access");
        await SeesNothingAsync("bob");
        await ReadsAsync("dave");

        await OpensAsync("alice", "no-access");
        await SeesNothingAsync("dave");
        await SharesAsync("alice", "bob", "read-only");
        await ReadsAsync("bob");
        await SharesAsync("alice", "bob", "read-write");
        await WritesAsync("bob");
        await SharesAsync("alice", "bob", "manager");
        await ManagesAsync("bob");

        await SharesAsync("bob", "dave", "manager");
        await ManagesAsync("dave");
        await FailsAsync("dave", "alice owns alice/books, so their permissions can't be changed", "share", "alice/books", "alice", "no-access");
        await PrintsAsync(
            "dave", " Entity | Sharing level\n--------+---------------\n bob    | manager\n dave   | manager\n",
            "list_database_permissions", "alice/books");
        await OpensAsync("dave", "fork");

        await SharesAsync("dave", "bob", "read-write");
        await WritesAsync("bob");
        await SharesAsync("dave", "bob", "read-only");
        await ReadsAsync("bob");
        await SharesAsync("dave", "dave", "no-access");
        await SeesNothingAsync("dave");
        await SharesAsync("alice", "bob", "no-access");
        await SeesNothingAsync("bob");
        await OpensAsync("alice", "no-access");
        await PrintsAsync(
            "alice", "Entity,Sharing level\nbob,no-access\ndave,no-access\n",
            "list-database-permissions", "alice/books", "--format", "csv");
        await ManagesAsync("alice");
    }

    private Task OpensAsync(string who, string level) => PrintsAsync(
        who, "Database alice/books updated successfully\n", "update_database", "alice/books", "--public_sharing_level", level);

    private Task SharesAsync(string who, string with, string level) => PrintsAsync(
        who, $"Permissions for {with} on alice/books updated successfully\n", "share", "alice/books", with, level);

    private async Task SeesNothingAsync(string who)
    {
        await PrintsAsync(who, "No queryable databases owned by alice\n", "list", "alice");
        await FailsAsync(who, $"Authenticated entity {who} can't access database alice/books", "database_details", "alice/books");
        await FailsAsync(who, $"Authenticated entity {who} can't query database alice/books", "query", "alice/books", Count);
        await ManagesNothingAsync(who);
    }

    private async Task SeesAsync(string who)
    {
        await IsToldAsync(who, "No query access");
        if (who.Length > 0)
        {
            await FailsAsync(who, $"Authenticated entity {who} can't query database alice/books", "query", "alice/books", Count);
            await ManagesNothingAsync(who);
        }
    }

    private async Task ReadsAsync(string who)
    {
        await IsToldAsync(who, "ReadOnly");
        await PrintsAsync(who, Counted, "query", "alice/books", Count);
        await FailsAsync(who, ReadOnlyMode, "query", "alice/books", Write);
        await ManagesNothingAsync(who);
    }

    private async Task WritesAsync(string who)
    {
        await IsToldAsync(who, "ReadWrite");
        await PrintsAsync(who, Written, "query", "alice/books", Write);
        await ManagesNothingAsync(who);
    }

    private async Task ManagesAsync(string who)
    {
        await IsToldAsync(who, "ReadWrite\nYou have management permissions for this database");
        await PrintsAsync(who, Written, "query", "alice/books", Write);
    }

    private async Task IsToldAsync(string who, string access)
    {
        await PrintsAsync(who, " Database slug | Type\n---------------+--------\n books         | sqlite\n", "list", "alice");
        await PrintsAsync(who, $"Database: alice/books\nType: sqlite\nAccess level: {access}\n", "database_details", "alice/books");
    }

    private async Task ManagesNothingAsync(string who)
    {
        await FailsAsync(
            who, $"Authenticated entity {who} can't set permissions for database alice/books", "share", "alice/books", who, "manager");
        await FailsAsync(
            who, $"Authenticated entity {who} can't update database alice/books",
            "update_database", "alice/books", "--public-sharing-level", "read-only");
        await FailsAsync(
            who, $"Authenticated entity {who} can't list permissions for database alice/books", "list_database_permissions", "alice/books");
    }

    private async Task PrintsAsync(string who, string output, params string[] command) =>
        (await server.RunAsync(who, "", command)).Should().BeEquivalentTo(
            new { ExitCode = 0, Output = output, Error = "" }, "{0} runs {1}", who, string.Join(' ', command));

    private async Task FailsAsync(string who, string message, params string[] command) =>
        (await server.RunAsync(who, "", command)).Should().BeEquivalentTo(
            new { ExitCode = 1, Output = "", Error = $"Error: {message}\n" }, "{0} runs {1}", who, string.Join(' ', command));
}

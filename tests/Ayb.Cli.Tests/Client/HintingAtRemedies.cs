using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

/// <summary>The server says what is wrong, and the command line what to do about it here.</summary>
[Collection(SharedProcess.Name)]
public sealed class HintingAtRemedies : ClientScenario
{
    private const string Snapshots = "ayb client list_snapshots m/d shows which there are";

    private const string DeletedDatabase = ",\"id\":\"x\",\"record_type\":\"deleted_database\"";
    private const string Database = ",\"id\":\"x\",\"record_type\":\"database\"";
    private const string Entity = ",\"id\":\"x\",\"record_type\":\"entity\"";
    private const string NamedDatabase = ",\"id\":\"ada/x\",\"record_type\":\"database\"";
    private const string Member = ",\"id\":\"x\",\"record_type\":\"member\"";
    private const string Invitation = ",\"id\":\"x\",\"record_type\":\"invitation\"";
    private const string Organization = ",\"id\":\"x\",\"record_type\":\"organization\"";
    private const string Token = ",\"id\":\"x\",\"record_type\":\"api_token\"";
    private const string Transfer = ",\"id\":\"x\",\"record_type\":\"transfer\"";
    private const string GiveUp = ",\"unless\":\"give-up\"";
    private const string IfExists = ",\"unless\":\"if-exists\"";
    private const string WithoutSnapshot = ",\"unless\":\"without-safety-snapshot\"";

    [Theory]
    [InlineData("create_database m/d", 409, "Other", "There is a database m/d already. Choose another name")]
    [InlineData("fork m/d", 409, "Other", "You have a database d already. Give the fork another name: ayb client fork m/d ENTITY/DATABASE")]
    [InlineData("fork m/d ada/e", 409, "Other", "There is a database ada/e already. Give the fork another name")]
    [InlineData("remove_member acme ada", 409, "Other", "To give up an organization without databases, add: --give_up acme", GiveUp)]
    [InlineData("accept_transfer m/d", 409, "Other", "Give it another name by --as NAME")]
    [InlineData("restore_snapshot m/d s", 404, "SnapshotDoesNotExistError", Snapshots)]
    [InlineData("delete_snapshot m/d s", 404, "SnapshotDoesNotExistError", Snapshots)]
    [InlineData("diff m/d s", 404, "SnapshotDoesNotExistError", Snapshots)]
    [InlineData("query m/d SELECT --as_of s", 404, "SnapshotDoesNotExistError", Snapshots)]
    [InlineData("undelete_database m/d", 404, "RecordNotFound", "ayb client list_deleted_databases m shows which can be brought back", DeletedDatabase)]
    [InlineData("import m/d - --format sql", 409, "Other", "To import without keeping what is there, add: --without_safety_snapshot", WithoutSnapshot)]
    [InlineData("import m/d - --format csv --table t", 409, "Other", "That is --if_exists append, --if_exists replace, or --table NAME", IfExists)]
    [InlineData("query ada/x SELECT", 404, "RecordNotFound", "ayb client list ada shows the databases there that you may see", NamedDatabase)]
    [InlineData("restore_snapshot ada/x s", 404, "RecordNotFound", "ayb client list ada shows the databases there that you may see", NamedDatabase)]
    [InlineData("remove_member acme x", 404, "RecordNotFound", "If you belong to acme, ayb client list_members acme shows who else does", Member)]
    [InlineData("join_organization x", 404, "RecordNotFound", "ayb client list_organizations shows yours, and those that invite you", Invitation)]
    [InlineData("list_members x", 404, "RecordNotFound", "ayb client list_organizations shows yours, and those that invite you", Organization)]
    [InlineData("revoke_token x", 404, "RecordNotFound", "ayb client list_tokens shows yours", Token)]
    [InlineData("list_tokens", 401, "InvalidToken", "Log in again with: ayb client log_in ENTITY")]
    [InlineData("confirm x", 401, "InvalidToken", "ayb client log_in ENTITY asks for another mail; before the first log-in, ayb client register does")]
    [InlineData("accept_transfer m/d", 404, "RecordNotFound", "ayb client list_transfers shows what you offer and are offered", Transfer)]
    public async Task A_refusal_that_the_command_understands(string command, int status, string type, string hint, string details = "")
    {
        Server.Answers(status, Refusal(type, details));

        var result = await Ayb.Run(["client", .. command.Split(' ')]);

        result.Should().Be(new CommandResult(1, "", $"Error: It is so.\nHint: {hint}\n"));
    }

    [Theory]
    [InlineData("create_database m/d", 403, "Unauthorized")]
    [InlineData("fork m/d", 409, "SnapshotError")]
    [InlineData("restore_snapshot m/d s", 404, "RecordNotFound", Database)]
    [InlineData("query m/d SELECT --as_of s", 400, "QueryError")]
    [InlineData("diff m/d s", 400, "Other")]
    [InlineData("query m/d SELECT", 404, "SnapshotDoesNotExistError")]
    [InlineData("undelete_database m/d", 404, "RecordNotFound", Entity)]
    [InlineData("remove_member acme ada", 409, "Other")]
    [InlineData("import m/d - --format sql", 409, "Other")]
    [InlineData("import m/d - --format csv --table t", 409, "Other")]
    public async Task Another_is_left_to_speak_for_itself(string command, int status, string type, string details = "")
    {
        Server.Answers(status, Refusal(type, details));

        var result = await Ayb.Run(["client", .. command.Split(' ')]);

        result.Should().Be(new CommandResult(1, "", "Error: It is so.\n"));
    }

    [Fact]
    public async Task Also_in_a_session()
    {
        Server.Answers(404, Refusal("SnapshotDoesNotExistError"));
        using var terminal = new TypedTerminal("SELECT 1;\r", "\x04");
        Ayb.Terminal = terminal;

        var result = await Ayb.Run("client", "query", "m/d", "--as_of", "s");

        result.Error.Should().Be($"Error: It is so.\nHint: {Snapshots}\n");
    }

    private static string Refusal(string type, string details = "") =>
        $$"""{"type":"{{type}}","message":"It is so."{{details}}}""";
}

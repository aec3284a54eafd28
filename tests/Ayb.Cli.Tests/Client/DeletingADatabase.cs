using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

public sealed class DeletingADatabase : ClientScenario
{
    private const string Deleted = """{"database_id":"i","purged_at":"2026-03-08T12:00:00.000Z"}""";

    [Fact]
    public async Task A_person_types_its_name()
    {
        using var terminal = new TypedTerminal();
        Ayb.Terminal = terminal;
        Ayb.Input = "m/d\n";
        Server.Answers(200, Deleted);

        var result = await Ayb.Run("client", "delete_database", "m/d");

        result.Should().Be(new CommandResult(
            0, "Deleted m/d; undelete_database brings it back until 2026-03-08T12:00:00.000Z\n", "Type m/d to delete it: "));
        OnlyRequest.Headers.Should().Contain("database-name", "m/d");
    }

    [Theory]
    [InlineData("d\n")]
    [InlineData("yes\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task Whoever_types_something_else_deletes_nothing(string typed)
    {
        using var terminal = new TypedTerminal();
        Ayb.Terminal = terminal;
        Ayb.Input = typed;

        var result = await Ayb.Run("client", "delete_database", "m/d");

        result.Status.Should().Be(1);
        result.Error.Should().EndWith("Error: That is not its name; nothing was deleted.\n");
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_script_says_it_with_the_command()
    {
        Ayb.Input = "m/d\n";

        var result = await Ayb.Run("client", "delete_database", "m/d");

        result.Should().Be(new CommandResult(1, "", "Error: Nobody is there to be asked. To delete m/d, add: --confirm m/d\n"));
        Server.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("m/e")]
    [InlineData("m/D")]
    [InlineData("d")]
    public async Task A_script_that_names_another_deletes_nothing(string named)
    {
        var result = await Ayb.Run("client", "delete_database", "m/d", "--confirm", named);

        result.Should().Be(new CommandResult(1, "", $"Error: {named} is not its name; nothing was deleted. To delete m/d, add: --confirm m/d\n"));
        Server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Entities_may_be_in_upper_case()
    {
        Server.Answers(200, Deleted);

        (await Ayb.Run("client", "delete_database", "m/d", "--confirm", "M/d")).Status.Should().Be(0);

        OnlyRequest.Headers.Should().Contain("database-name", "m/d");
    }
}

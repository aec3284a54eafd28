using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

/// <summary>Standard error is the same terminal as standard input and output.</summary>
[Collection(SharedProcess.Name)]
public sealed class SharingTheTerminal : ClientScenario
{
    private const string Invitation = "Reading from the terminal; end with Ctrl-D on a line of its own\n";

    public SharingTheTerminal() => Ayb.IsWatched = true;

    [Theory]
    [InlineData("diff m/d s --format json")]
    [InlineData("diff m/d s --format sql")]
    [InlineData("export m/d - --format sql")]
    public async Task Progress_does_not_wipe_out_what_is_read(string command)
    {
        Server.Answers(200, "{}");
        Server.Answers(200, "{}");

        (await RunAsync(command)).Error.Should().Contain("\rm/d ");
        Ayb.IsRead = true;
        (await RunAsync(command)).Error.Should().NotContain("\rm/d ");
    }

    [Fact]
    public async Task Nor_does_the_prompt_that_comes_next()
    {
        Server.Answers(200, """{"schema":[],"tables":[]}""");

        (await RunAsync("diff m/d s --format json")).Output.Should().Be("{\"schema\":[],\"tables\":[]}\n");
    }

    [Theory]
    [InlineData("import m/d - --format sql", """{"created":true,"tables":0,"rows":0}""")]
    [InlineData("query m/d", """{"fields":[],"rows":[]}""")]
    [InlineData("query m/d -", """{"fields":[],"rows":[]}""")]
    public async Task Whoever_is_waited_for_is_told_so(string command, string answer)
    {
        Ayb.Input = "SELECT 1";
        Ayb.IsTypedAt = true;
        Server.Answers(200, answer);

        var result = await RunAsync(command);

        result.Status.Should().Be(0);
        result.Error.Should().StartWith(Invitation).And.NotContain("\rstandard input 0.0 KiB");
        OnlyRequest.Body.Should().Be("SELECT 1");
    }

    [Theory]
    [InlineData("import m/d - --format sql", """{"created":true,"tables":0,"rows":0}""")]
    [InlineData("query m/d -", """{"fields":[],"rows":[]}""")]
    public async Task A_program_is_not(string command, string answer)
    {
        Ayb.Input = "SELECT 1";
        Server.Answers(200, answer);

        (await RunAsync(command)).Error.Should().NotContain("Ctrl-D");
    }

    private Task<CommandResult> RunAsync(string command) => Ayb.Run(["client", .. command.Split(' ')]);
}

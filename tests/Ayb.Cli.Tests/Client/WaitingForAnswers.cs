using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

public sealed class WaitingForAnswers : ClientScenario
{
    private const string Gone = "\r\e[K";

    private readonly HandClock _clock = new();

    public WaitingForAnswers() => Ayb.Clock = _clock;

    [Theory]
    [InlineData("query m/d SELECT")]
    [InlineData("query m/d SELECT --as_of s")]
    [InlineData("diff m/d s")]
    [InlineData("fork m/d")]
    [InlineData("restore_snapshot m/d s")]
    [InlineData("create_snapshot m/d")]
    [InlineData("export m/d -")]
    public async Task Of_what_takes_its_time_the_server_says_how_long_that_is(string command)
    {
        Server.Answers(200, "{}");

        await Ayb.Run(["client", .. command.Split(' ')]);

        OnlyRequest.Line.Should().Contain("m/d");
        _clock.Alarms.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_a_simple_question_is_given_up()
    {
        Server.NeverAnswers();
        var run = Ayb.Run("client", "list", "m");
        await Server.Asked.WaitAsync(TimeSpan.FromSeconds(30));

        _clock.Alarms.Should().Equal(TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(10));

        (await run).Should().Be(new CommandResult(1, "", $"Error: {Server.Url} did not answer in time.\n"));
    }

    [Theory]
    [InlineData("diff m/d s", "Comparing versions of m/d")]
    [InlineData("restore_snapshot m/d s", "Restoring m/d")]
    [InlineData("fork m/d", "Forking m/d")]
    [InlineData("create_snapshot m/d", "Taking a snapshot of m/d")]
    [InlineData("query m/d SELECT --as_of s", "Asking m/d as of s")]
    public async Task Whoever_watches_sees_what_is_under_way_and_nothing_of_it_afterwards(string command, string activity)
    {
        Ayb.IsWatched = true;
        Server.Answers(404, """{"type":"RecordNotFound","message":"gone","record_type":"database"}""");

        var result = await Ayb.Run(["client", .. command.Split(' ')]);

        result.Error.Should().Be($"\r{activity} 0:00\e[K{Gone}Error: gone\n");
    }

    [Theory]
    [InlineData("list m")]
    [InlineData("query m/d SELECT")]
    public async Task What_is_quick_is_not_announced(string command)
    {
        Ayb.IsWatched = true;
        Server.Answers(404, """{"type":"RecordNotFound","message":"gone","record_type":"database"}""");

        (await Ayb.Run(["client", .. command.Split(' ')])).Error.Should().Be("Error: gone\n");
    }

    [Theory]
    [InlineData(true, $"\rRestoring m/d 0:00\e[K{Gone}What was there is snapshot s-2\n")]
    [InlineData(false, "")]
    public async Task Whoever_watches_a_restore_is_told_the_way_back(bool isWatched, string error)
    {
        Ayb.IsWatched = isWatched;
        Server.Answers(200, "{}", headers: "Safety-Snapshot: s-2\r\n");

        (await Ayb.Run("client", "restore_snapshot", "m/d", "s-1")).Should().Be(
            new CommandResult(0, "Restored m/d to snapshot s-1\n", error));
    }
}

using Ayb.Cli.Client.Commands;
using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

/// <summary>Two hours east of Greenwich.</summary>
public sealed class NamingTimes : ClientScenario
{
    private readonly HandClock _clock = new();

    public NamingTimes() => Ayb.Clock = _clock;

    [Theory]
    [InlineData("2026-11-21", "2026-11-20T22:00:00Z")]
    [InlineData("2026-11-21 14:13", "2026-11-21T12:13:00Z")]
    [InlineData("2026-11-21T14:13", "2026-11-21T12:13:00Z")]
    [InlineData("2026-11-21 14:13:05", "2026-11-21T12:13:05Z")]
    [InlineData("2026-11-21T14:13:05.25", "2026-11-21T12:13:05.25Z")]
    [InlineData("2026-11-21 14:13Z", "2026-11-21T14:13:00Z")]
    [InlineData("2026-11-21 14:13:05+01:00", "2026-11-21T13:13:05Z")]
    [InlineData("2026-11-21T14:13+01:00", "2026-11-21T13:13:00Z")]
    [InlineData("2026-11-21T14:13:05+01:00", "2026-11-21T13:13:05Z")]
    [InlineData("2026-11-21t14:13:05z", "2026-11-21T14:13:05Z")]
    [InlineData("20261121T141305Z-6e340b9cffb3", "20261121T141305Z-6e340b9cffb3")]
    [InlineData("yesterday", "yesterday")]
    public void A_time_is_made_exact_and_all_else_left_to_the_server(string written, string exact) =>
        WrittenVersion.ToExact(written, _clock.LocalTimeZone).Should().Be(exact);

    [Theory]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T01:30:00Z")]
    [InlineData("2026-07-01 12:00", "2026-07-01T10:00:00Z")]
    public void Clocks_that_are_put_forward_and_back_are_no_reason_to_fail(string written, string exact) =>
        WrittenVersion.ToExact(written, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Should().Be(exact);

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-21 55:00")]
    [InlineData("14:13")]
    [InlineData("last week")]
    [InlineData("")]
    public void What_is_no_time_is_told(string written)
    {
        var reading = () => WrittenVersion.ToExact(written, _clock.LocalTimeZone);

        reading.Should().Throw<CommandFailedException>().WithMessage($"'{written}' is no time. Write it as 2026-03-01, *");
    }

    [Fact]
    public async Task A_query_is_asked_for_the_exact_moment()
    {
        Server.Answers(200, """{"fields":[],"rows":[]}""");

        await Ayb.Run("client", "query", "m/d", "SELECT 1", "--as_of", "2026-11-21 14:13");

        OnlyRequest.Line.Should().Be("POST /v1/m/d/query?as_of=2026-11-21T12%3A13%3A00Z");
    }

    [Fact]
    public async Task And_so_is_a_difference()
    {
        Server.Answers(200, "");

        await Ayb.Run("client", "diff", "m/d", "2026-11-21", "2026-11-22");

        OnlyRequest.Line.Should().Be("GET /v1/m/d/diff?from=2026-11-20T22%3A00%3A00Z&to=2026-11-21T22%3A00%3A00Z");
    }
}

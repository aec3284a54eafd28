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
    [InlineData("2026-11-21t01:00+02:00", "2026-11-20T23:00:00Z")]
    [InlineData("2026-03-01-backup", "2026-03-01-backup")]
    [InlineData("2026-02-30", "2026-02-30")]
    [InlineData("yesterday", "yesterday")]
    public void A_time_is_made_exact_and_all_else_left_to_the_server(string written, string exact) =>
        WrittenVersion.ToExact(written, _clock.LocalTimeZone).Should().Be(exact);

    [Theory]
    [InlineData("2026-10-25 01:30", "2026-10-24T23:30:00Z", "Europe/Berlin")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30:00Z", "Europe/Berlin")]
    [InlineData("2026-10-25 03:00", "2026-10-25T02:00:00Z", "Europe/Berlin")]
    [InlineData("2026-10-25 02:30+01:00", "2026-10-25T01:30:00Z", "Europe/Berlin")]
    [InlineData("2026-10-25 01:30", "2026-10-25T00:30:00Z", "Europe/Dublin")]
    [InlineData("2026-11-01", "2026-11-01T04:00:00Z", "America/Havana")]
    public void What_clocks_show_twice_is_the_first_of_both(string written, string exact, string zone) =>
        WrittenVersion.ToExact(written, TimeZoneInfo.FindSystemTimeZoneById(zone)).Should().Be(exact);

    [Theory]
    [InlineData("2026-03-29 01:30", "2026-03-29T00:30:00Z", "Europe/Berlin")]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30:00Z", "Europe/Berlin")]
    [InlineData("2026-03-29 03:30", "2026-03-29T01:30:00Z", "Europe/Berlin")]
    [InlineData("2026-03-08", "2026-03-08T05:00:00Z", "America/Havana")]
    [InlineData("2018-11-04", "2018-11-04T03:00:00Z", "America/Sao_Paulo")]
    public void What_they_leave_out_goes_on_from_the_last_before(string written, string exact, string zone) =>
        WrittenVersion.ToExact(written, TimeZoneInfo.FindSystemTimeZoneById(zone)).Should().Be(exact);

    [Theory]
    [InlineData("0001-01-01", "Europe/Berlin")]
    [InlineData("9999-12-31 23:59", "America/Havana")]
    public void What_is_beyond_all_times_is_told(string written, string zone)
    {
        var reading = () => WrittenVersion.ToExact(written, TimeZoneInfo.FindSystemTimeZoneById(zone));

        reading.Should().Throw<CommandFailedException>().WithMessage($"'{written}' is too long ago, or too far ahead. Name a time nearer to today.");
    }

    [Theory]
    [InlineData("2026-02-30 12:00")]
    [InlineData("2026-11-21 55:00")]
    [InlineData("14:13")]
    [InlineData("last week")]
    [InlineData("")]
    public void What_is_no_time_is_told(string written)
    {
        var reading = () => WrittenVersion.ToExact(written, _clock.LocalTimeZone);

        reading.Should().Throw<CommandFailedException>().WithMessage($"'{written}' is no time, nor a snapshot's id. Write a time as 2026-03-01, *");
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

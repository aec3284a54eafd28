using Ayb.Infrastructure.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class GoDurations
{
    [Theory]
    [InlineData("0", "00:00:00")]
    [InlineData("+0", "00:00:00")]
    [InlineData("0s", "00:00:00")]
    [InlineData("3s", "00:00:03")]
    [InlineData("30m", "00:30:00")]
    [InlineData("1h", "01:00:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("1h30m10.5s", "01:30:10.5")]
    [InlineData("30m1h", "01:30:00")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData(".5s", "00:00:00.5")]
    [InlineData("5.s", "00:00:05")]
    [InlineData("300ms", "00:00:00.3")]
    [InlineData("1us", "00:00:00.000001")]
    [InlineData("1µs", "00:00:00.000001")]
    [InlineData("1μs", "00:00:00.000001")]
    [InlineData("100ns", "00:00:00.0000001")]
    [InlineData("99ns", "00:00:00")]
    [InlineData("50ns50ns", "00:00:00.0000001")]
    [InlineData("-1m", "-00:01:00")]
    [InlineData("+1m", "00:01:00")]
    [InlineData("100h", "4.04:00:00")]
    [InlineData("30d", "30.00:00:00")]
    [InlineData("1w2d12h", "9.12:00:00")]
    [InlineData("0.5d", "12:00:00")]
    [InlineData("2562047h47m16.854775807s", "106751.23:47:16.8547758")]
    public void A_duration_is_read(string text, string expected)
    {
        GoDuration.TryParse(text, out var duration).Should().BeTrue();
        duration.Should().Be(TimeSpan.Parse(expected, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("3")]
    [InlineData("h")]
    [InlineData(".s")]
    [InlineData("1.2.3s")]
    [InlineData("1D")]
    [InlineData("1y")]
    [InlineData("1H")]
    [InlineData("1 h")]
    [InlineData(" 1h")]
    [InlineData("1h ")]
    [InlineData("1h-30m")]
    [InlineData("--1h")]
    [InlineData("1e3s")]
    [InlineData("1,5h")]
    [InlineData("1h30")]
    [InlineData("0x1s")]
    [InlineData("٣s")]
    [InlineData("2562048h")]
    [InlineData("106752d")]
    [InlineData("15251w")]
    [InlineData("2562047h47m17s")]
    [InlineData("99999999999999999999999999999999999999h")]
    [InlineData("9223372036854775808ns")]
    [InlineData("9999999999999999999999999999h")]
    public void Anything_else_is_refused(string text) => GoDuration.TryParse(text, out _).Should().BeFalse();
}

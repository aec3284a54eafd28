using Ayb.Infrastructure.Configuration;

namespace Ayb.Infrastructure.Tests.Configuration;

public sealed class ReadingRates
{
    [Theory]
    [InlineData("10/1h", 10, 3600)]
    [InlineData("60000/1m", 60_000, 60)]
    [InlineData("1/1.5s", 1, 1.5)]
    [InlineData("5/1h30m", 5, 5400)]
    public void A_rate_is_a_count_and_a_period(string text, int count, double seconds)
    {
        Rate.TryParse(text, out var rate).Should().BeTrue();

        rate.Should().Be(new Rate(count, TimeSpan.FromSeconds(seconds)));
        Rate.TryParse(rate.ToString(), out var again).Should().BeTrue();
        again.Should().Be(rate);
    }

    [Fact]
    public void Off_is_none()
    {
        Rate.TryParse("off", out var rate).Should().BeTrue();

        rate.Should().Be(Rate.Off);
        rate.IsOff.Should().BeTrue();
        rate.ToString().Should().Be("off");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10/")]
    [InlineData("/1h")]
    [InlineData("0/1h")]
    [InlineData("-1/1h")]
    [InlineData("1.5/1h")]
    [InlineData("10/0s")]
    [InlineData("10/-1h")]
    [InlineData("10/h")]
    [InlineData("10/1h/1h")]
    [InlineData("10 / 1h")]
    [InlineData("10/9000h")]
    [InlineData("9999999999/1h")]
    [InlineData("Off")]
    public void What_is_no_rate_is_not_taken_for_one(string text) => Rate.TryParse(text, out _).Should().BeFalse();
}

using Ayb.Cli.Client.Output;
using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Output;

public sealed class ShowingActivity : IDisposable
{
    private readonly LiveScreen _screen = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task A_line_tells_since_when_and_goes_with_what_was_under_way()
    {
        await using (ActivityLine.Begin(_screen, "Restoring m/d", _clock))
        {
            await _screen.SeeAsync("\rRestoring m/d 0:00\e[K");
            _clock.Advance(TimeSpan.FromSeconds(65));
            await _screen.SeeAsync("\rRestoring m/d 1:05\e[K");
            _clock.Advance(TimeSpan.FromHours(2));
            await _screen.SeeAsync("\rRestoring m/d 121:05\e[K");
        }

        _screen.ToString().Should().EndWith("121:05\e[K\r\e[K");
    }

    [Fact]
    public void Nobody_is_shown_nothing() => ActivityLine.Begin(output: null, "x", _clock).Should().BeNull();

    public void Dispose() => _screen.Dispose();
}

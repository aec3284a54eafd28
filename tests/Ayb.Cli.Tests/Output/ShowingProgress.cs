using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Tests.Output;

public sealed class ShowingProgress : IDisposable
{
    private const string ClearLine = "\r\e[K";

    private readonly StringWriter _screen = new() { NewLine = "\n" };

    [Fact]
    public void A_bar_grows_with_what_is_done_and_goes_with_it()
    {
        var bar = new ProgressBar(_screen, "marcua/books", 3L << 30);

        bar.Show(1L << 30);
        bar.Show(3L << 30);
        bar.Clear();

        _screen.ToString().Should().Be(
            "\rmarcua/books [##########....................]  33%  1.0 GiB of 3.0 GiB\e[K"
            + "\rmarcua/books [##############################] 100%  3.0 GiB of 3.0 GiB\e[K"
            + ClearLine);
    }

    [Fact]
    public void Without_an_end_in_sight_it_tells_how_far_it_is()
    {
        var bar = new ProgressBar(_screen, "marcua/books", total: null);

        bar.Show(1536);
        bar.Clear();

        _screen.ToString().Should().Be($"\rmarcua/books 1.5 KiB\e[K{ClearLine}");
    }

    [Fact]
    public void It_is_not_drawn_for_each_piece_and_not_at_all_for_nobody()
    {
        var bar = new ProgressBar(_screen, "x", 1_000_000);
        for (var done = 0; done < 1000; done++)
        {
            bar.Show(done);
        }

        var nobodys = new ProgressBar(output: null, "x", 100);
        nobodys.Show(100);
        nobodys.Clear();

        _screen.ToString().Split('\r').Length.Should().BeLessThan(100);
    }

    [Fact]
    public void What_is_over_before_it_begins_draws_nothing()
    {
        new ProgressBar(_screen, "x", 0).Clear();

        _screen.ToString().Should().BeEmpty();
    }

    public void Dispose() => _screen.Dispose();
}

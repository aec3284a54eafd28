using Ayb.Cli.Client.Interactive.Editing;

namespace Ayb.Cli.Tests.Interactive;

public sealed class LayingOutTheScreen
{
    [Fact]
    public void Lines_that_are_too_long_go_on_in_the_next_row()
    {
        var layout = Layout("abcdefgh", cursor: 8, columns: 6);
        layout.Rows.Should().Equal("> abcd", "efgh");
        (layout.CursorRow, layout.CursorColumn).Should().Be((1, 4));
    }

    [Fact]
    public void A_cursor_behind_a_full_row_stands_on_the_next()
    {
        var layout = Layout("abcd", cursor: 4, columns: 6);
        layout.Rows.Should().Equal("> abcd", "");
        (layout.CursorRow, layout.CursorColumn).Should().Be((1, 0));
    }

    [Fact]
    public void A_wide_character_is_not_cut_in_two()
    {
        var layout = Layout("abc日", cursor: 3, columns: 6);
        layout.Rows.Should().Equal("> abc", "日");
        (layout.CursorRow, layout.CursorColumn).Should().Be((1, 0));
    }

    [Fact]
    public void Further_lines_have_the_continuation_prompt()
    {
        var layout = Layout("a\nb", cursor: 1, columns: 20);
        layout.Rows.Should().Equal("> a", ". b");
        (layout.CursorRow, layout.CursorColumn).Should().Be((0, 3));
    }

    [Fact]
    public void Control_characters_are_shown_and_tabs_take_room() =>
        Layout("\t\e", cursor: 0, columns: 20).Rows.Should().Equal(">     \\u{1b}");

    private static ScreenLayout Layout(string text, int cursor, int columns) =>
        new("> ", ". ", new EditedText(text, cursor), columns);
}

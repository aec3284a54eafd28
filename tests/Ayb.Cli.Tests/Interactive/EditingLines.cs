using Ayb.Cli.Client.Interactive;
using Ayb.Cli.Client.Interactive.Editing;

namespace Ayb.Cli.Tests.Interactive;

/// <summary>The cursor is written as a bar.</summary>
public sealed class EditingLines
{
    private const string Up = "\e[A";
    private const string Down = "\e[B";
    private const string Left = "\e[D";

    private readonly KeyDecoder _decoder = new();
    private LineEditor _editor = Editor();

    [Theory]
    [InlineData("abc" + Left + "X", "abX|c")]
    [InlineData("abc\e[HX", "X|abc")]
    [InlineData("abc\x01\x05X", "abcX|")]
    [InlineData("abc\x7f", "ab|")]
    [InlineData("\x7f", "|")]
    [InlineData("abc\x01\e[3~", "|bc")]
    [InlineData("abc\x01\x04", "|bc")]
    [InlineData("one two-three\eb", "one two-|three")]
    [InlineData("one two\eb\eb\ef", "one| two")]
    [InlineData("one two\x17", "one |")]
    [InlineData("one two\x01\ed", "| two")]
    [InlineData("one two" + Left + "\x15", "|o")]
    [InlineData("one two\eb\x0b", "one |")]
    [InlineData("one two\x17\x01\x19", "two|one ")]
    [InlineData("ae\u0301" + Left, "a|e\u0301")]
    [InlineData("ae\u0301\x7f", "a|")]
    [InlineData("x👩‍👩‍👧\x7f", "x|")]
    [InlineData("日本" + Left + "\x7f", "|本")]
    public void Keys_edit_the_line(string typed, string expected)
    {
        Press(typed).Should().Be(EditState.Editing);
        Shown.Should().Be(expected);
    }

    [Theory]
    [InlineData("SELECT\r1", "SELECT\n1|")]
    [InlineData("SELECT\r1\x01X", "SELECT\nX|1")]
    [InlineData("SELECT\r1" + Up, "S|ELECT\n1")]
    [InlineData("ab\rcdef" + Up, "ab|\ncdef")]
    [InlineData("ab\rcdef" + Up + Down + "X", "ab\ncdX|ef")]
    [InlineData("SELECT\r1\x15", "SELECT\n|")]
    public void Enter_goes_on_to_another_line_until_the_statement_is_complete(string typed, string expected)
    {
        Press(typed);
        Shown.Should().Be(expected);
    }

    [Theory]
    [InlineData("SELECT 1;\r", nameof(EditState.Accepted))]
    [InlineData("SELECT 1;" + Left + "\r", nameof(EditState.Accepted))]
    [InlineData("SELECT\x03", nameof(EditState.Dropped))]
    [InlineData("\x04", nameof(EditState.Ended))]
    [InlineData("SELECT\x0c", nameof(EditState.ScreenToClear))]
    public void Some_keys_end_the_editing(string typed, string state) => Press(typed).ToString().Should().Be(state);

    [Theory]
    [InlineData(Up, "three|")]
    [InlineData(Up + Up, "two;|")]
    [InlineData(Up + Up + Up + Up, "one;|")]
    [InlineData("draft" + Up + Up + Down, "three|")]
    [InlineData("draft" + Up + Up + Down + Down + Down, "draft|")]
    [InlineData("draft" + Up + "!" + Down + Up, "three|")]
    public void Up_and_down_walk_through_the_history_and_back_to_the_draft(string typed, string expected)
    {
        _editor = Editor("one;", "two;", "three");
        Press(typed);
        Shown.Should().Be(expected);
    }

    [Theory]
    [InlineData("\x12sel", "|SELECT 2;")]
    [InlineData("\x12sel\x12", "|SELECT 1;")]
    [InlineData("\x12sel\x12\x12", "|SELECT 1;")]
    [InlineData("\x12t 1", "SELEC|T 1;")]
    [InlineData("\x12t 1\x7f", "SELEC|T 2;")]
    [InlineData("\x12zzz", "draft|")]
    [InlineData("\x12sel\x07", "draft|")]
    [InlineData("\x12sel\x05!", "SELECT 2;!|")]
    public void Ctrl_R_finds_earlier_statements(string typed, string expected)
    {
        _editor = Editor("SELECT 1;", "SELECT 2;", "DROP TABLE a;");
        Press("draft" + typed);
        Shown.Should().Be(expected);
    }

    [Fact]
    public void Enter_runs_the_statement_that_was_found()
    {
        _editor = Editor("SELECT 1;");
        Press("\x12sel\r").Should().Be(EditState.Accepted);
        _editor.Edited.Text.Should().Be("SELECT 1;");
    }

    private string Shown => _editor.Edited.Text.Insert(_editor.Edited.Cursor, "|");

    private static LineEditor Editor(params string[] history) => new(history, SqlText.IsComplete);

    private EditState Press(string typed) =>
        _decoder.Decode(System.Text.Encoding.UTF8.GetBytes(typed)).Aggregate(EditState.Editing, (_, key) => _editor.Press(key));
}

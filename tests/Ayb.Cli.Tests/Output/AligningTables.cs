using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Tests.Output;

public sealed class AligningTables
{
    [Fact]
    public void Cells_are_padded_and_no_line_ends_in_blanks()
    {
        Written(["name", "score"], ["PostgreSQL", "10"], ["SQLite", "9"], ["", ""]).Should().Be(
            """
             name       | score
            ------------+-------
             PostgreSQL | 10
             SQLite     | 9
                        |

            """);
    }

    [Fact]
    public void Null_is_shown_as_NULL() =>
        Written(["a"], new string?[] { null }).Should().Be(" a\n------\n NULL\n");

    [Theory]
    [InlineData("日本", 4)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("✅", 2)]
    [InlineData("aß", 2)]
    public void Width_is_counted_in_columns_of_the_terminal(string text, int columns) =>
        TerminalText.Width(text).Should().Be(columns);

    [Fact]
    public void Columns_stay_aligned_beside_wide_text() =>
        Written(["a", "b"], ["日本", "1"], ["x", "2"]).Should().Be(
            " a    | b\n------+---\n 日本 | 1\n x    | 2\n");

    [Theory]
    [InlineData("\e[2J", "\\u{1b}[2J")]
    [InlineData("a\nb\r\tc", "a\\nb\\r\\tc")]
    [InlineData("\u009b31m", "\\u{9b}31m")]
    [InlineData("\u202egpj.exe", "\\u{202e}gpj.exe")]
    [InlineData("\0\a", "\\u{0}\\u{7}")]
    [InlineData("日本 é", "日本 é")]
    public void Nothing_in_a_cell_drives_the_terminal(string hostile, string shown) =>
        TerminalText.Escape(hostile).Should().Be(shown);

    [Fact]
    public void Half_a_character_becomes_a_replacement() => TerminalText.Escape("a\ud800").Should().Be("a\ufffd");

    [Fact]
    public void A_header_is_no_safer_than_a_cell() =>
        Written(["\e]0;owned\a"], ["1"]).Should().NotContainAny("\e", "\a");

    private static string Written(string[] header, params string?[][] rows)
    {
        using var output = new StringWriter();
        AlignedText.Write(output, new Table(header, rows));
        return output.ToString();
    }
}

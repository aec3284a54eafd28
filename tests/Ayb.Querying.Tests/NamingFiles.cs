using System.Text;

namespace Ayb.Querying.Tests;

/// <summary>Files of an archive, by the names of tables.</summary>
public sealed class NamingFiles
{
    [Theory]
    [InlineData("people", "people.csv")]
    [InlineData("große Städte 日本", "große Städte 日本.csv")]
    [InlineData("../../etc/passwd", "_.._etc_passwd.csv")]
    [InlineData("C:\\x|y?", "C__x_y_.csv")]
    [InlineData("..", "_.csv")]
    [InlineData(" . ", "_.csv")]
    [InlineData("a\nb\0c", "a_b_c.csv")]
    [InlineData("nul", "_nul.csv")]
    [InlineData("COM1.txt", "_COM1.txt.csv")]
    [InlineData("invisible\u202Etxt", "invisible_txt.csv")]
    [InlineData("", "_.csv")]
    [InlineData("con .txt", "_con .txt.csv")]
    [InlineData("COM\u00B9", "_COM\u00B9.csv")]
    [InlineData("cafe\u0301", "cafe_.csv")]
    public void A_name_is_one_that_every_system_takes(string table, string file)
    {
        new FileNames().Of(table).Should().Be(file);
    }

    [Fact]
    public void No_two_tables_share_a_file()
    {
        var names = new FileNames();

        new[] { "a", "A", "a", "a-2" }.Select(names.Of).Should().Equal("a.csv", "A-2.csv", "a-3.csv", "a-2-2.csv");
        new[] { "a/b", "a:b", "a_b" }.Select(names.Of).Should().Equal("a_b.csv", "a_b-2.csv", "a_b-3.csv");
        new[] { "Gru\u00DF", "GRUSS" }.Select(names.Of).Should().Equal("Gru\u00DF.csv", "GRUSS-2.csv");
        new[] { new string('x', 250) + "a", new string('x', 250) + "b" }.Select(names.Of).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("x", 1)]
    [InlineData("\u00E9", 2)]
    [InlineData("\u65E5", 3)]
    [InlineData("\U0001F600", 4)]
    public void A_long_name_is_cut_between_two_letters(string letter, int bytes)
    {
        var names = new FileNames();
        var name = string.Concat(Enumerable.Repeat(letter, 5000));

        foreach (var file in new[] { names.Of(name), names.Of(name), names.Of(name) })
        {
            Encoding.UTF8.GetByteCount(file).Should().BeInRange(200, 215);
            file[..^4].TrimEnd("-23".ToCharArray()).Should().Be(string.Concat(Enumerable.Repeat(letter, 200 / bytes)));
        }
    }
}

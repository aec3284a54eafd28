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
    public void A_name_is_one_that_every_system_takes(string table, string file)
    {
        new FileNames().Of(table).Should().Be(file);
    }

    [Fact]
    public void No_two_tables_share_a_file()
    {
        var names = new FileNames();

        new[] { "a", "A", "a", "a-2" }.Select(names.Of).Should().Equal("a.csv", "A-2.csv", "a-3.csv", "a-2-2.csv");
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        new FileNames().Of(new string('x', 5000)).Should().Be(new string('x', 100) + ".csv");
    }
}

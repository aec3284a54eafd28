using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Tests.Output;

public sealed class WritingCsv
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("carriage\rreturn", "\"carriage\rreturn\"")]
    [InlineData(" blanks ", " blanks ")]
    public void Fields_are_quoted_where_they_have_to_be(string field, string written) =>
        Written([field, "x"]).Should().Be($"a,b\n{written},x\n");

    [Fact]
    public void Null_is_an_empty_field_and_empty_text_a_quoted_one() =>
        Written([null, ""]).Should().Be("a,b\n,\"\"\n");

    private static string Written(params string?[][] rows)
    {
        using var output = new StringWriter();
        Csv.Write(output, new Table(["a", "b"], rows));
        return output.ToString();
    }
}

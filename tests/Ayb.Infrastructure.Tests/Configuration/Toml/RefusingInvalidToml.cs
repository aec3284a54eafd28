using System.Text;
using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Tests.Configuration.Toml;

public sealed class RefusingInvalidToml
{
    /// <summary>Document, line, column, and a piece of what the message says was expected.</summary>
    public static TheoryData<string, int, int, string> Documents { get; } = new()
    {
        // Layout
        { "a = 1 b = 2", 1, 7, "end of the line" },
        { "a = 1\n\nb = 2 c", 3, 7, "end of the line" },
        { "a = 1\rb = 2", 1, 6, "U+000D" },
        { "a = 1 # \u0000", 1, 9, "U+0000" },
        { "# \u001f", 1, 3, "U+001F" },
        { "# \u007f", 1, 3, "U+007F" },
        { "# \r", 1, 3, "U+000D" },
        { "\u000ba = 1", 1, 1, "U+000B" },
        { "a = 1\u00a0", 1, 6, "end of the line" },
        { "a\uFEFF = 1", 1, 2, "=" },

        // Keys
        { "= 1", 1, 1, "a key" },
        { "a", 1, 2, "=" },
        { "a =", 1, 4, "a value" },
        { "a = \n1", 1, 5, "a value" },
        { "a\n= 1", 1, 2, "=" },
        { "a b = 1", 1, 3, "=" },
        { "é = 1", 1, 1, "a key" },
        { "a. = 1", 1, 4, "a key" },
        { ".a = 1", 1, 1, "a key" },
        { "a..b = 1", 1, 3, "a key" },
        { "\"a = 1", 1, 7, "\"" },
        { "\"\"\"a\"\"\" = 1", 1, 3, "=" },
        { "'''a''' = 1", 1, 3, "=" },
        { "\"a\nb\" = 1", 1, 3, "\"" },
        { "a == 1", 1, 4, "a value" },
        { "a : 1", 1, 3, "=" },
        { "a = 1, b = 2", 1, 6, "end of the line" },

        // Keys that are defined twice
        { "a = 1\na = 2", 2, 1, "defined on line 1" },
        { "a = 1\n\"a\" = 2", 2, 1, "defined on line 1" },
        { "a = 1\na.b = 2", 2, 1, "defined on line 1" },
        { "a.b = 1\na = 2", 2, 1, "defined on line 1" },
        { "a.b = 1\na.b.c = 2", 2, 3, "defined on line 1" },
        { "a = {}\na.b = 1", 2, 1, "defined on line 1" },
        { "a = {b.c = 1}\na.b.d = 1", 2, 1, "defined on line 1" },
        { "a = {b = 1, b = 2}", 1, 13, "defined on line 1" },
        { "a = {b = {c = 1}, b.d = 2}", 1, 19, "defined on line 1" },
        { "a = {b.c = 1, b = 2}", 1, 15, "defined on line 1" },

        // Strings
        { "a = \"open", 1, 10, "\"" },
        { "a = \"open\n\"", 1, 10, "\"" },
        { "a = 'open", 1, 10, "'" },
        { "a = 'it's'", 1, 9, "end of the line" },
        { "a = \"\"\"open\n", 2, 1, "line 1" },
        { "a = '''open''", 1, 14, "line 1" },
        { "a = \"\"\"six\"\"\"\"\"\"", 1, 16, "end of the line" },
        { "a = '''six''''''", 1, 16, "end of the line" },
        { "a = \"\\a\"", 1, 6, "an escape" },
        { "a = \"\\x41\"", 1, 6, "an escape" },
        { "a = \"\\e\"", 1, 6, "an escape" },
        { "a = \"\\ \"", 1, 6, "an escape" },
        { "a = \"\\", 1, 6, "an escape" },
        { "a = \"\\u12\"", 1, 6, "4 hexadecimal digits" },
        { "a = \"\\U0001F60\"", 1, 6, "8 hexadecimal digits" },
        { "a = \"\\uD800\"", 1, 6, "scalar value" },
        { "a = \"\\uDFFF\"", 1, 6, "scalar value" },
        { "a = \"\\U00110000\"", 1, 6, "scalar value" },
        { "a = \"\\UFFFFFFFF\"", 1, 6, "scalar value" },
        { "a = \"\"\"x \\ y\"\"\"", 1, 12, "after the backslash" },
        { "a = \"\"\"\\q\"\"\"", 1, 8, "an escape" },
        { "a = \"\u0001\"", 1, 6, "U+0001" },
        { "a = '\u0001'", 1, 6, "U+0001" },
        { "a = \"\"\"x\ry\"\"\"", 1, 9, "U+000D" },
        { "a = '''\u007f'''", 1, 8, "U+007F" },

        // Numbers
        { "a = 01", 1, 5, "a value" },
        { "a = -01", 1, 5, "a value" },
        { "a = +", 1, 5, "a value" },
        { "a = ++1", 1, 5, "a value" },
        { "a = _1", 1, 5, "a value" },
        { "a = 1_", 1, 5, "a value" },
        { "a = 1__0", 1, 5, "a value" },
        { "a = 1,000", 1, 6, "end of the line" },
        { "a = 0x", 1, 5, "a value" },
        { "a = 0xG", 1, 5, "a value" },
        { "a = 0x_1", 1, 5, "a value" },
        { "a = 0X1", 1, 5, "a value" },
        { "a = +0x1", 1, 5, "a value" },
        { "a = 0o8", 1, 5, "a value" },
        { "a = 0b2", 1, 5, "a value" },
        { "a = 9223372036854775808", 1, 5, "64 bits" },
        { "a = -9223372036854775809", 1, 5, "64 bits" },
        { "a = 0x8000000000000000", 1, 5, "64 bits" },
        { "a = .5", 1, 5, "a value" },
        { "a = 5.", 1, 5, "a value" },
        { "a = 5.e1", 1, 5, "a value" },
        { "a = 03.14", 1, 5, "a value" },
        { "a = 1._5", 1, 5, "a value" },
        { "a = 1_.5", 1, 5, "a value" },
        { "a = 1.5_", 1, 5, "a value" },
        { "a = 1e", 1, 5, "a value" },
        { "a = 1e+", 1, 5, "a value" },
        { "a = 1e1.5", 1, 5, "a value" },
        { "a = 1e_5", 1, 5, "a value" },
        { "a = 1e999", 1, 5, "64-bit float" },
        { "a = Inf", 1, 5, "a value" },
        { "a = NaN", 1, 5, "a value" },
        { "a = ++inf", 1, 5, "a value" },

        // Booleans and words
        { "a = True", 1, 5, "a value" },
        { "a = truer", 1, 5, "a value" },
        { "a = word", 1, 5, "a value" },

        // Dates and times
        { "a = 1979-13-01", 1, 5, "a value" },
        { "a = 1979-02-30", 1, 5, "a value" },
        { "a = 2001-02-29", 1, 5, "a value" },
        { "a = 1979-5-27", 1, 5, "a value" },
        { "a = 79-05-27", 1, 5, "a value" },
        { "a = 1979-05-27T", 1, 5, "a value" },
        { "a = 1979-05-27T07:32", 1, 5, "a value" },
        { "a = 1979-05-27T24:00:00", 1, 5, "a value" },
        { "a = 1979-05-27T07:60:00", 1, 5, "a value" },
        { "a = 1979-05-27T07:32:61", 1, 5, "a value" },
        { "a = 1979-05-27T07:32:00.", 1, 5, "a value" },
        { "a = 1979-05-27T07:32:00+25:00", 1, 5, "a value" },
        { "a = 1979-05-27T07:32:00+7:00", 1, 5, "a value" },
        { "a = 1979-05-27T07:32:00ZZ", 1, 5, "a value" },
        { "a = 1979-05-27  07:32:00", 1, 17, "end of the line" },
        { "a = 0001-01-01T00:00:00+01:00", 1, 5, "a value" },
        { "a = 07:32", 1, 5, "a value" },
        { "a = 07:32:00Z", 1, 5, "a value" },
        { "a = 7:32:00", 1, 5, "a value" },

        // Arrays
        { "a = [1 2]", 1, 8, "," },
        { "a = [1,,2]", 1, 8, "a value" },
        { "a = [,1]", 1, 6, "a value" },
        { "a = [1", 1, 7, "," },
        { "a = [1,", 1, 8, "a value" },
        { "a = [1 # ]", 1, 11, "," },
        { "a = [1]]", 1, 8, "end of the line" },

        // Tables
        { "[]", 1, 2, "a key" },
        { "[a", 1, 3, "]" },
        { "[a]]", 1, 4, "end of the line" },
        { "[a] b = 1", 1, 5, "end of the line" },
        { "[a.]", 1, 4, "a key" },
        { "[a b]", 1, 4, "]" },
        { "[a\n]", 1, 3, "]" },
        { "[ [a]]", 1, 3, "a key" },
        { "[[a] ]", 1, 4, "]]" },
        { "[[a]", 1, 4, "]]" },
        { "[a]\n[a]", 2, 2, "defined on line 1" },
        { "[a.b]\n[a]\n[a]", 3, 2, "defined on line 1" },
        { "[a]\nb = 1\n[a.b]", 3, 4, "defined on line 2" },
        { "[a]\nb = 1\n[a.b.c]", 3, 4, "defined on line 2" },
        { "[a]\nb.c = 1\n[a.b]", 3, 4, "defined on line 2" },
        { "[fruit]\napple.taste.sweet = true\n[fruit.apple.taste]", 3, 14, "defined on line 2" },
        { "[a.b]\nc = 1\n[a]\nb.d = 2", 4, 1, "defined on line 1" },
        { "[a.b.c]\nz = 9\n[a]\nb.c.t = 1", 4, 3, "defined on line 1" },
        { "a = {b = 1}\n[a.c]", 2, 2, "defined on line 1" },
        { "a = {b.c = 1}\n[a.b]", 2, 2, "defined on line 1" },
        { "a = {b = 1,}", 1, 12, "a key" },
        { "a = {b = 1\n}", 1, 11, "}" },
        { "a = {\n}", 1, 6, "a key" },
        { "a = {b = 1", 1, 11, "}" },
        { "a = {,}", 1, 6, "a key" },
        { "a = {b = 1 c = 2}", 1, 12, "}" },

        // Arrays of tables
        { "a = []\n[[a]]", 2, 3, "defined on line 1" },
        { "a = [{}]\n[a.b]", 2, 2, "defined on line 1" },
        { "[a]\n[[a]]", 2, 3, "defined on line 1" },
        { "[[a]]\n[a]", 2, 2, "defined on line 1" },
        { "[a.b]\n[[a]]", 2, 3, "defined on line 1" },
        { "[[a.b]]\n[a]\nb.c = 2", 3, 1, "defined on line 1" },
        { "[[a]]\n[[a.b]]\n[a.b]", 3, 4, "defined on line 2" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void An_invalid_document_is_refused_at_its_place(string document, int line, int column, string expected)
    {
        var refusal = Refusal(Encoding.UTF8.GetBytes(document));

        (refusal.Line, refusal.Column).Should().Be((line, column), refusal.Message);
        refusal.Message.Should().StartWith("expected ").And.Contain(expected);
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0x0A, 0xFF }, 2, 1)]
    [InlineData(new byte[] { 0x23, 0xC3 }, 1, 2)]
    [InlineData(new byte[] { 0x23, 0xC0, 0x80 }, 1, 2)]
    [InlineData(new byte[] { 0x23, 0xED, 0xA0, 0x80 }, 1, 2)]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 }, 1, 1)]
    public void Bytes_that_are_not_UTF8_are_refused_at_their_place(byte[] document, int line, int column)
    {
        var refusal = Refusal(document);

        (refusal.Line, refusal.Column).Should().Be((line, column));
        refusal.Message.Should().Contain("UTF-8");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a=")]
    [InlineData("[{a=")]
    public void Nesting_beyond_its_bound_is_refused(string opening)
    {
        var refusal = Refusal(Encoding.UTF8.GetBytes($"a = {string.Concat(Enumerable.Repeat(opening, 100_000))}"));

        refusal.Message.Should().Contain("64 levels");
    }

    [Theory]
    [InlineData("{0} = 1")]
    [InlineData("[{0}]")]
    [InlineData("[[{0}]]")]
    [InlineData("a = {{ {0} = 1 }}")]
    public void A_dotted_key_beyond_the_bound_is_refused(string document)
    {
        var key = string.Join('.', Enumerable.Repeat("k", 100_000));

        Refusal(Encoding.UTF8.GetBytes(string.Format(null, document, key))).Message.Should().Contain("64 levels");
    }

    [Fact]
    public void A_value_is_never_repeated_because_it_may_be_a_secret() =>
        Refusal("password = hunter2"u8.ToArray()).Message.Should().NotContain("hunter2");

    private static TomlException Refusal(byte[] document)
    {
        var parse = () => TomlParser.Parse(document);
        return parse.Should().Throw<TomlException>().Which;
    }
}

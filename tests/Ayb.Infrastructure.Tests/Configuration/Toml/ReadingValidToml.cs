using System.Text;
using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Tests.Configuration.Toml;

public sealed class ReadingValidToml
{
    public static TheoryData<string, string> Documents { get; } = new()
    {
        // Layout
        { "", "{}" },
        { "\n\n \t\n", "{}" },
        { "# only a comment", "{}" },
        { "a = 1 # after a value", "{a: 1}" },
        { "a = \"# no comment\"", "{a: '# no comment'}" },
        { "a=1\r\nb=2\r\n", "{a: 1, b: 2}" },
        { "\t a \t = \t 1 \t ", "{a: 1}" },
        { "\uFEFFa = 1", "{a: 1}" },
        { "# tab\tand é 日本 𝄞\na = 1", "{a: 1}" },

        // Keys
        { "bare_Key-1 = 1", "{bare_Key-1: 1}" },
        { "1234 = 1", "{1234: 1}" },
        { "- = 1\n_ = 2", "{-: 1, _: 2}" },
        { "true = 1\ninf = 2", "{true: 1, inf: 2}" },
        { "\"with space\" = 1", "{with space: 1}" },
        { "'liter\\al' = 1", "{liter\\al: 1}" },
        { "\"\\u00e9\" = 1", "{é: 1}" },
        { "\"\" = 1", "{: 1}" },
        { "'' = 1", "{: 1}" },
        { "a.b.c = 1\na.b.d = 2", "{a: {b: {c: 1, d: 2}}}" },
        { "a . \"b.c\" . 'd' = 1", "{a: {b.c: {d: 1}}}" },
        { "3.14 = 1", "{3: {14: 1}}" },
        { "apple.type = 1\norange.type = 2\napple.skin = 3", "{apple: {type: 1, skin: 3}, orange: {type: 2}}" },

        // Strings
        { """a = "" """, "{a: ''}" },
        { """a = "\b\t\n\f\r\"\\" """, "{a: '\b\t\n\f\r\"\\'}" },
        { """a = "\u00E9 \U0001D11E" """, "{a: 'é 𝄞'}" },
        { "a = \"tab\there\"", "{a: 'tab\there'}" },
        { """a = 'C:\path\"x"' """, """{a: 'C:\path\"x"'}""" },
        { "a = ''", "{a: ''}" },
        { "a = \"\"\"\none\ntwo\"\"\"", "{a: 'one\ntwo'}" },
        { "a = \"\"\"\r\none\r\ntwo\"\"\"", "{a: 'one\ntwo'}" },
        { "a = \"\"\"\n\none\"\"\"", "{a: '\none'}" },
        { "a = \"\"\"one \\\n\n   two\"\"\"", "{a: 'one two'}" },
        { "a = \"\"\"one \\ \t\n   two\"\"\"", "{a: 'one two'}" },
        { "a = \"\"\"\\\n   \"\"\"", "{a: ''}" },
        { "a = \"\"\"\\u00e9\\\\\"\"\"", "{a: 'é\\'}" },
        { "a = \"\"\"\"\"\"", "{a: ''}" },
        { "a = \"\"\"\"quoted\"\"\"\"", "{a: '\"quoted\"'}" },
        { "a = \"\"\"two\"\"\"\"\"", "{a: 'two\"\"'}" },
        { "a = \"\"\"x \"\" y\"\"\"", "{a: 'x \"\" y'}" },
        { "a = '''\n\\ raw \\n\n'''", "{a: '\\ raw \\n\n'}" },
        { "a = '''it''s'''", "{a: 'it''s'}" },
        { "a = '''''two'''''", "{a: '''two'''}" },

        // Integers
        { "a = +99\nb = 42\nc = 0\nd = -17", "{a: 99, b: 42, c: 0, d: -17}" },
        { "a = +0\nb = -0", "{a: 0, b: 0}" },
        { "a = 1_000\nb = 1_2_3", "{a: 1000, b: 123}" },
        { "a = 0xDEADBEEF\nb = 0xdead_beef\nc = 0o755\nd = 0b1101_0110", "{a: 3735928559, b: 3735928559, c: 493, d: 214}" },
        { "a = 0x00\nb = 0o01\nc = 0b0", "{a: 0, b: 1, c: 0}" },
        { "a = 9223372036854775807\nb = -9223372036854775808", "{a: 9223372036854775807, b: -9223372036854775808}" },
        { "a = 0x7FFF_FFFF_FFFF_FFFF", "{a: 9223372036854775807}" },

        // Floats and booleans
        { "a = +1.0\nb = 3.1415\nc = -0.01", "{a: 1f, b: 3.1415f, c: -0.01f}" },
        { "a = 5e+22\nb = 1e06\nc = -2E-2\nd = 6.626e-34", "{a: 5E+22f, b: 1000000f, c: -0.02f, d: 6.626E-34f}" },
        { "a = 224_617.445_991_228\nb = 1e1_0", "{a: 224617.445991228f, b: 10000000000f}" },
        { "a = 0.0\nb = -0.0\nc = 0e0", "{a: 0f, b: -0f, c: 0f}" },
        { "a = inf\nb = +inf\nc = -inf", "{a: Infinityf, b: Infinityf, c: -Infinityf}" },
        { "a = nan\nb = +nan\nc = -nan", "{a: NaNf, b: NaNf, c: NaNf}" },
        { "a = true\nb = false", "{a: true, b: false}" },

        // Dates and times
        { "a = 1979-05-27T07:32:00Z", "{a: instant 1979-05-27T07:32:00+00:00}" },
        { "a = 1979-05-27t00:32:00.999999-07:00", "{a: instant 1979-05-27T00:32:00.999999-07:00}" },
        { "a = 1979-05-27 07:32:00z", "{a: instant 1979-05-27T07:32:00+00:00}" },
        { "a = 2000-01-01T00:00:00+14:00", "{a: instant 2000-01-01T00:00:00+14:00}" },
        { "a = 2000-01-01T00:00:00+23:59", "{a: instant 1999-12-31T00:01:00+00:00}" },
        { "a = 1979-05-27T07:32:00", "{a: datetime 1979-05-27T07:32:00}" },
        { "a = 1979-05-27 00:32:00.123456789", "{a: datetime 1979-05-27T00:32:00.1234567}" },
        { "a = 1979-05-27", "{a: date 1979-05-27}" },
        { "a = 1979-05-27 # noted", "{a: date 1979-05-27}" },
        { "a = 2000-02-29", "{a: date 2000-02-29}" },
        { "a = 07:32:00", "{a: time 07:32:00}" },
        { "a = 00:32:00.5", "{a: time 00:32:00.5}" },

        // Arrays
        { "a = []", "{a: []}" },
        { "a = [ 1, 2, 3, ]", "{a: [1, 2, 3]}" },
        { "a = [1, 'two', 3.0, [true], {b = 1}]", "{a: [1, 'two', 3f, [true], {b: 1}]}" },
        { "a = [\n  1, # one\n\n  2\n  # done\n]", "{a: [1, 2]}" },
        { "a = [[[]], [1]]", "{a: [[[]], [1]]}" },
        { "a = [1979-05-27, 1979-05-28]", "{a: [date 1979-05-27, date 1979-05-28]}" },

        // Tables
        { "[a]\nb = 1\n[c]\nd = 2", "{a: {b: 1}, c: {d: 2}}" },
        { "[a]", "{a: {}}" },
        { "[ a . b . \"c d\" ] # comment", "{a: {b: {c d: {}}}}" },
        { "[a.b]\nc = 1\n[a]\nd = 2", "{a: {b: {c: 1}, d: 2}}" },
        { "[a.b.c]\nx = 1\n[a]\nb.d = 2", "{a: {b: {c: {x: 1}, d: 2}}}" },
        { "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true", "{fruit: {apple: {color: 1, taste: {sweet: true}, texture: {smooth: true}}}}" },
        { "a = 1\n[b]\na = 2", "{a: 1, b: {a: 2}}" },
        { "a = {}", "{a: {}}" },
        { "a = { b = 1, c.d = 2, c.e = 3 }", "{a: {b: 1, c: {d: 2, e: 3}}}" },
        { "a = {b=[\n1,\n2]}", "{a: {b: [1, 2]}}" },
        { "a = {b = {c = {}}}", "{a: {b: {c: {}}}}" },
        { "a.b = {c = 1}\na.d = 2", "{a: {b: {c: 1}, d: 2}}" },

        // Arrays of tables
        { "[[a]]\nb = 1\n[[a]]\n[[a]]\nb = 3", "{a: [{b: 1}, {}, {b: 3}]}" },
        { "[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", "{a: [{b: {c: 1}}, {b: {c: 2}}]}" },
        { "[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\nc = 2\n[[a]]\n[[a.b]]\nc = 3", "{a: [{b: [{c: 1}, {c: 2}]}, {b: [{c: 3}]}]}" },
        { "[[a.b]]\n[a]\nc = 1", "{a: {b: [{}], c: 1}}" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_valid_document_gives_its_values(string document, string expected) =>
        TomlNotation.Of(TomlNotation.Parse(document)).Should().Be(expected);

    [Fact]
    public void Values_know_where_they_were_written()
    {
        var root = TomlNotation.Parse("a = 1\r\n[b]\n'𝄞' = 0\n  c = [ 1,\n 'x' ]");

        var table = (TomlTable)root.Values["b"];
        var array = (TomlArray)table.Values["c"];
        root.Values["a"].Position.Should().Be(new TomlPosition(1, 5));
        table.Position.Should().Be(new TomlPosition(2, 2));
        table.Values["𝄞"].Position.Should().Be(new TomlPosition(3, 7), "a character outside the basic plane is one character");
        array.Position.Should().Be(new TomlPosition(4, 7));
        array.Items[1].Position.Should().Be(new TomlPosition(5, 2));
    }

    [Fact]
    public void Nesting_is_allowed_up_to_its_bound()
    {
        var deepest = TomlParser.MaximumDepth - 1;

        var root = TomlNotation.Parse($"a = {new string('[', deepest)}{new string(']', deepest)}");

        TomlNotation.Of(root).Should().Be($"{{a: {new string('[', deepest)}{new string(']', deepest)}}}");
    }

    [Fact]
    public void A_long_document_is_read_whole()
    {
        var document = new StringBuilder();
        for (var line = 0; line < 20_000; line++)
        {
            document.Append("key_").Append(line).Append(" = ").Append(line).Append('\n');
        }

        TomlNotation.Parse(document.ToString()).Values.Should().HaveCount(20_000);
    }
}

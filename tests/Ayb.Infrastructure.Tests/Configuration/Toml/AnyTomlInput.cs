using System.Text;
using Ayb.Infrastructure.Configuration.Toml;
using FsCheck;
using FsCheck.Fluent;

namespace Ayb.Infrastructure.Tests.Configuration.Toml;

public sealed class AnyTomlInput
{
    private const int Runs = 2_000;

    private static readonly string[] Fragments =
    [
        "a", "b.c", "\"k\"", "''", " ", "\n", "\r\n", "\t", "=", ".", ",", "[", "]", "[[", "]]", "{", "}", "#", "\"", "\"\"\"", "'",
        "'''", "\\", "\\u00e9", "\\U0010FFFF", "1", "-", "+", "_", "0x", "1e5", "inf", "nan", "true", "1979-05-27", "07:32:00", "Z",
        "T", ":", "a = 1\n", "[t]\n", "[[t]]\n", "é", "𝄞", "\0", "\u007f", "\uFEFF",
    ];

    [Fact]
    public void Arbitrary_bytes_give_a_table_or_a_TomlException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), (byte[] document) => IsReadOrRefused(document ?? []))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    [Fact]
    public void Arbitrary_sequences_of_TOML_fragments_give_a_table_or_a_TomlException() =>
        Prop.ForAll(Documents().ToArbitrary(), (string document) => IsReadOrRefused(Encoding.UTF8.GetBytes(document)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10 * Runs));

    [Fact]
    public void Any_text_survives_a_basic_string() =>
        Prop.ForAll(Texts().ToArbitrary(), (string text) => ReadBack($"\"{Escape(text)}\"") == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    [Fact]
    public void Any_text_survives_a_multi_line_basic_string() =>
        Prop.ForAll(Texts().ToArbitrary(), (string text) => ReadBack($"\"\"\"\n{Escape(text, newline: "\n")}\"\"\"") == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    [Fact]
    public void Any_text_survives_a_quoted_key() =>
        Prop.ForAll(Texts().ToArbitrary(), (string text) => TomlNotation.Parse($"\"{Escape(text)}\" = 1").Values.Keys.Single() == text)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    [Fact]
    public void Any_64_bit_integer_survives() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), (long number) =>
                ((TomlScalar)TomlNotation.Parse($"a = {number}").Values["a"]).Value.Equals(number))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static bool IsReadOrRefused(byte[] document)
    {
        try
        {
            return TomlParser.Parse(document) is not null;
        }
        catch (TomlException refusal)
        {
            return refusal is { Line: >= 1, Column: >= 1 };
        }
    }

    private static Gen<string> Documents() => Gen.Elements(Fragments).ArrayOf().Select(string.Concat);

    private static Gen<string> Texts() =>
        Gen.OneOf(Gen.Choose(0, 0x7F), Gen.Choose(0x80, 0xD7FF), Gen.Choose(0xE000, 0x10FFFF), Gen.Elements('"', '\\', '\n', '\'').Select(character => (int)character))
            .ArrayOf()
            .Select(runes => string.Concat(runes.Select(rune => new Rune(rune))));

    private static string ReadBack(string literal) => ((TomlScalar)TomlNotation.Parse($"a = {literal}").Values["a"]).Text;

    private static string Escape(string text, string newline = "\\n") => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => newline,
        < 0x20 or 0x7F => $"\\u{rune.Value:X4}",
        _ => rune.ToString(),
    }));
}

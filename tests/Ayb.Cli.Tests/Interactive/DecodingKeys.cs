using System.Text;
using Ayb.Cli.Client.Interactive.Editing;

namespace Ayb.Cli.Tests.Interactive;

public sealed class DecodingKeys
{
    private readonly KeyDecoder _decoder = new();

    [Theory]
    [InlineData("\r", Intent.Accept)]
    [InlineData("\e[D", Intent.Left)]
    [InlineData("\eOC", Intent.Right)]
    [InlineData("\e[1;5D", Intent.WordLeft)]
    [InlineData("\ef", Intent.WordRight)]
    [InlineData("\e[H", Intent.LineStart)]
    [InlineData("\e[4~", Intent.LineEnd)]
    [InlineData("\e[3~", Intent.DeleteRight)]
    [InlineData("\x7f", Intent.DeleteLeft)]
    [InlineData("\x01", Intent.LineStart)]
    [InlineData("\x03", Intent.Drop)]
    [InlineData("\x04", Intent.DeleteOrEnd)]
    [InlineData("\x12", Intent.Search)]
    [InlineData("\x17", Intent.KillWordLeft)]
    public void Sequences_have_a_meaning(string typed, object meaning) =>
        MeaningOf(typed).Should().Equal((Intent)meaning);

    [Fact]
    public void Text_is_inserted_together_and_keys_in_between_are_kept_in_order() =>
        Decode("ab\e[Dc日").Should().Equal(new Key(Intent.Insert, "ab"), new Key(Intent.Left), new Key(Intent.Insert, "c日"));

    [Fact]
    public void Characters_and_sequences_may_arrive_byte_by_byte() =>
        Encoding.UTF8.GetBytes("日👍\e[1;5C").SelectMany(one => _decoder.Decode([one])).Should().Equal(
            new Key(Intent.Insert, "日"), new Key(Intent.Insert, "👍"), new Key(Intent.WordRight));

    [Fact]
    public void Unknown_sequences_are_swallowed_whole() =>
        Decode("\e[99;7xa\e[?1;2cb\eQ\x1c").Should().Equal(new Key(Intent.Insert, "a"), new Key(Intent.Insert, "b"));

    [Fact]
    public void Pasted_lines_are_inserted_and_run_nothing() =>
        Decode("\e[200~SELECT\r\n\t1;\r\e[201~x").Should().Equal(
            new Key(Intent.Insert, "SELECT\n\t1;"), new Key(Intent.Insert, "x"));

    [Fact]
    public void A_paste_in_pieces_waits_for_its_end()
    {
        Decode("\e[200~a\r").Should().BeEmpty();
        Decode("b\e[20").Should().BeEmpty();
        Decode("1~").Should().Equal(new Key(Intent.Insert, "a\nb"));
    }

    private IEnumerable<Key> Decode(string typed) => _decoder.Decode(Encoding.UTF8.GetBytes(typed));

    private IEnumerable<Intent> MeaningOf(string typed) => Decode(typed).Select(key => key.Intent);
}

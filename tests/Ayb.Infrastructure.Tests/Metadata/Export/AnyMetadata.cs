using System.Text;
using Ayb.Infrastructure.Metadata;
using Dapper;

namespace Ayb.Infrastructure.Tests.Metadata.Export;

/// <summary>Rows of chance, with the values at which formats break among them.</summary>
internal static class AnyMetadata
{
    private const string AddOne =
        """INSERT INTO every_type (number, yes, "text", "real", bytes) VALUES (@Number, @Yes, @Text, @Real, @Bytes)""";

    private static readonly long?[] Numbers = [null, 0, -1, long.MinValue, long.MaxValue, 1L << 53, (1L << 53) + 1, 1_700_000_000_000];

    private static readonly double?[] Reals =
        [null, 0, 1, -0.1, 0.1, 1e300, double.Epsilon, double.MaxValue, 1e15, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly string?[] Texts =
        [null, "", "plain", "it's \"quoted\"", "a\nb\r\tc\\", "日本語 𝄞 é", "\u0001\u001f\u007f\u2028", "NULL", "123", "{\"a\":[1]}", new string('x', 100_000)];

    private static readonly byte[]?[] Blobs = [null, [], [0], [0xff, 0xfe, 0, 1], Encoding.UTF8.GetBytes("text")];

    public static async Task AddAsync(IMetadataDatabase database, Random random, int rows)
    {
        await using var writer = await database.OpenWriterAsync(CancellationToken.None);
        for (var row = 0; row < rows; row++)
        {
            await writer.Connection.ExecuteAsync(
                AddOne,
                new
                {
                    Number = Any(random, Numbers),
                    Yes = random.Next(2) == 0,
                    Text = Any(random, Texts),
                    Real = Any(random, Reals),
                    Bytes = Any(random, Blobs),
                },
                writer.Transaction);
        }

        await writer.Connection.ExecuteAsync(
            "INSERT INTO a_child (parent, name) SELECT id, 'child' FROM every_type WHERE number IS NULL ON CONFLICT DO NOTHING", transaction: writer.Transaction);
        await writer.Connection.ExecuteAsync("DELETE FROM notes WHERE text = 'first'", transaction: writer.Transaction);
        await writer.CommitAsync();
    }

    /// <summary>All of it, as the engine itself tells it.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IMetadataDatabase database)
    {
        await using var reader = await database.OpenReaderAsync(CancellationToken.None);
        var rows = await reader.QueryAsync<(long Id, long? Number, bool Yes, string? Text, double? Real, byte[]? Bytes)>(
            """SELECT id, number, yes, "text", "real", bytes FROM every_type ORDER BY id""");
        var children = await reader.QueryAsync<(long Parent, string Name)>("SELECT parent, name FROM a_child ORDER BY parent");
        var notes = await reader.QueryAsync<string>("SELECT text FROM notes ORDER BY text");
        return
        [
            .. rows.Select(row => FormattableString.Invariant(
                $"{row.Id} {row.Number} {row.Yes} {Short(row.Text)} {row.Real:R} {(row.Bytes is null ? "none" : Convert.ToHexString(row.Bytes))}")),
            .. children.Select(child => $"{child.Parent} {child.Name}"),
            .. notes,
        ];
    }

    private static string Short(string? text) => text switch
    {
        null => "nothing",
        { Length: > 100 } => $"{text.Length} of {text[0]}",
        _ => text,
    };

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];
}

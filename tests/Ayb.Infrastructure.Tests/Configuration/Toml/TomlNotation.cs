using System.Globalization;
using System.Text;
using Ayb.Infrastructure.Configuration.Toml;

namespace Ayb.Infrastructure.Tests.Configuration.Toml;

/// <summary>
/// Writes what was parsed on one line, kinds told apart: <c>{a: 'text', b: 1, c: 1.5f, d: true, e: date 1979-05-27, f: [1, 2]}</c>.
/// </summary>
internal static class TomlNotation
{
    public static TomlTable Parse(string text) => TomlParser.Parse(Encoding.UTF8.GetBytes(text));

    public static string Of(TomlValue value) => value switch
    {
        TomlTable table => $"{{{string.Join(", ", table.Values.Select(entry => $"{entry.Key}: {Of(entry.Value)}"))}}}",
        TomlArray array => $"[{string.Join(", ", array.Items.Select(Of))}]",
        TomlScalar { Kind: TomlKind.String } text => $"'{text.Text}'",
        TomlScalar { Kind: TomlKind.Float } number => ((double)number.Value).ToString("R", CultureInfo.InvariantCulture) + "f",
        TomlScalar { Kind: TomlKind.OffsetDateTime } date => $"instant {date.Text}",
        TomlScalar { Kind: TomlKind.LocalDateTime } date => $"datetime {date.Text}",
        TomlScalar { Kind: TomlKind.LocalDate } date => $"date {date.Text}",
        TomlScalar { Kind: TomlKind.LocalTime } time => $"time {time.Text}",
        TomlScalar scalar => scalar.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}

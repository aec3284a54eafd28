using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>A column of the metadata, and how its values stand in an export.</summary>
internal sealed record MetadataColumn(string Name, ColumnType Type)
{
    /// <summary>By SQLite's rules for declared types, which know PostgreSQL's names as well.</summary>
    public static MetadataColumn Declared(string name, string type) => new(name, type.ToUpperInvariant() switch
    {
        var declared when declared.Contains("INT", StringComparison.Ordinal) => ColumnType.Integer,
        var declared when declared.Contains("CHAR", StringComparison.Ordinal) || declared.Contains("TEXT", StringComparison.Ordinal) => ColumnType.Text,
        var declared when declared.Contains("REAL", StringComparison.Ordinal) => ColumnType.Real,
        var declared when declared.Contains("BLOB", StringComparison.Ordinal) => ColumnType.Blob,
        _ => throw new InvalidOperationException($"An export has no way to write the column {name}, which is declared as {type}."),
    });

    public void Write(Utf8JsonWriter json, DbDataReader row, int ordinal)
    {
        if (row.IsDBNull(ordinal))
        {
            json.WriteNullValue();
            return;
        }

        switch (Type)
        {
            case ColumnType.Integer:
                // What SQLite keeps as 0 and 1 may be a boolean of PostgreSQL's.
                json.WriteNumberValue(Convert.ToInt64(row.GetValue(ordinal), CultureInfo.InvariantCulture));
                break;
            case ColumnType.Real:
                WriteReal(json, row.GetDouble(ordinal));
                break;
            case ColumnType.Blob:
                json.WriteBase64StringValue(row.GetFieldValue<byte[]>(ordinal));
                break;
            default:
                json.WriteStringValue(row.GetString(ordinal));
                break;
        }
    }

    /// <param name="value">As <see cref="Write"/> has written it.</param>
    /// <param name="clrType">What the column of the engine takes.</param>
    /// <exception cref="FormatException">It is none of this column.</exception>
    public object Read(JsonElement value, Type clrType) => (Type, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => DBNull.Value,
        (ColumnType.Integer, JsonValueKind.Number) when value.TryGetInt64(out var number) => clrType == typeof(bool) ? number != 0 : number,
        (ColumnType.Real, JsonValueKind.Number) => value.GetDouble(),
        (ColumnType.Real, JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (ColumnType.Blob, JsonValueKind.String) => value.GetBytesFromBase64(),
        (ColumnType.Text, JsonValueKind.String) => value.GetString()!,
        _ => throw new FormatException($"The column {Name} can't hold a JSON {value.ValueKind}."),
    };

    // JSON has no numbers for the others.
    private static void WriteReal(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
    }
}

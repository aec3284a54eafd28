namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A value for a statement's parameter.</summary>
/// <param name="Name">With or without its sign (<c>:</c>, <c>@</c> or <c>$</c>); <c>null</c> when its place counts.</param>
/// <param name="Type">Decides which of the others holds the value.</param>
/// <param name="Number">An integer, or the bits of a real.</param>
/// <param name="Bytes">A text in UTF-8, or a blob.</param>
internal readonly record struct Parameter(string? Name, ColumnType Type, long Number, byte[] Bytes)
{
    public static Parameter Null { get; } = new(null, ColumnType.Null, 0, []);

    public double RealNumber => BitConverter.Int64BitsToDouble(Number);

    public static Parameter Integer(long value) => new(null, ColumnType.Integer, value, []);

    public static Parameter Real(double value) => new(null, ColumnType.Real, BitConverter.DoubleToInt64Bits(value), []);

    public static Parameter Text(byte[] value) => new(null, ColumnType.Text, 0, value);

    public static Parameter Blob(byte[] value) => new(null, ColumnType.Blob, 0, value);
}

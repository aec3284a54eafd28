using System.Buffers.Binary;

namespace Ayb.Querying.Protocol;

/// <summary>What a worker says of what was loaded or looked through.</summary>
/// <param name="Tables">How many tables; of a database, those that somebody has made.</param>
/// <param name="Rows">How many rows they have; of a table that was added to, the new ones.</param>
public readonly record struct LoadedRows(long Tables, long Rows)
{
    public const int Size = 16;

    /// <exception cref="ProtocolException">It is none.</exception>
    public static LoadedRows Read(ReadOnlySpan<byte> source) => source.Length == Size
        ? new LoadedRows(BinaryPrimitives.ReadInt64LittleEndian(source), BinaryPrimitives.ReadInt64LittleEndian(source[8..]))
        : throw new ProtocolException("A count of tables and rows has another length.");

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt64LittleEndian(destination, Tables);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Rows);
    }
}

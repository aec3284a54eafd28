using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A compiled statement.</summary>
internal sealed unsafe class Statement(Connection connection, nint handle, bool controlsTransaction) : IDisposable
{
    public bool IsReadOnly { get; } = Native.IsReadOnly(handle) != 0;

    /// <summary>It is a BEGIN, COMMIT or ROLLBACK.</summary>
    public bool ControlsTransaction { get; } = controlsTransaction;

    public int ColumnCount { get; } = Native.ColumnCount(handle);

    public ReadOnlySpan<byte> ColumnName(int column) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ColumnName(handle, column));

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var code = (ResultCode)(Native.Step(handle) & 0xFF);
        connection.Check(code);
        return code == ResultCode.Row;
    }

    public ColumnType ColumnType(int column) => (ColumnType)Native.ColumnType(handle, column);

    public long Integer(int column) => Native.ColumnInteger(handle, column);

    public double Real(int column) => Native.ColumnReal(handle, column);

    /// <summary>Valid until the next step. SQLite does not promise that it is UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        var text = Native.ColumnText(handle, column);
        return new ReadOnlySpan<byte>(text, Native.ColumnBytes(handle, column));
    }

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        var blob = Native.ColumnBlob(handle, column);
        return new ReadOnlySpan<byte>(blob, Native.ColumnBytes(handle, column));
    }

    public void Dispose() => _ = Native.Finish(handle);
}

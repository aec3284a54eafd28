using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A compiled statement.</summary>
internal sealed unsafe class Statement(Connection connection, nint handle) : IDisposable
{
    public bool IsReadOnly { get; } = Native.IsReadOnly(handle) != 0;

    /// <summary>
    /// Its rows come after its writes: one that is given up between two rows commits, unless there is a transaction to roll back.
    /// </summary>
    public bool ReturnsWhatItWrites => ColumnCount > 0 && !IsReadOnly;

    /// <summary>It is a BEGIN, COMMIT or ROLLBACK.</summary>
    public bool ControlsTransaction { get; } =
        connection.Authorizer.SawTransaction is not null && Native.IsExplain(handle) == 0;

    public bool BeginsTransaction { get; } = connection.Authorizer.SawTransaction is "BEGIN";

    /// <summary>
    /// It cannot share a transaction: it controls one, or is a VACUUM, of which the authorizer sees nothing.
    /// </summary>
    public bool NeedsToBeAlone { get; } = connection.Authorizer
        is { SawTransaction: not null } or { SawSavepoint: true } or { SawNothing: true };

    /// <summary>The connection keeps it for the next request with this text.</summary>
    public bool IsKept { get; set; }

    /// <summary>The first step may change it: it compiles anew when the schema has changed.</summary>
    public int ColumnCount => Native.ColumnCount(handle);

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

    /// <summary>Ends this use of the statement.</summary>
    public void Dispose()
    {
        if (IsKept)
        {
            _ = Native.Reset(handle);
        }
        else
        {
            Finish();
        }
    }

    public void Finish() => _ = Native.Finish(handle);
}

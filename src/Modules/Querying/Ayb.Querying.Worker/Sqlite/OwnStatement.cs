namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A statement of our own that reads.</summary>
/// <param name="handle">What was compiled on an <see cref="OwnConnection"/>.</param>
/// <param name="isUtf16">Texts of the database are UTF-16.</param>
/// <param name="failure">What a result means that is neither a row nor the end.</param>
internal sealed unsafe class OwnStatement(nint handle, bool isUtf16, Func<ResultCode, SqliteFailure> failure) : IDisposable
{
    /// <returns>Whether there is a row.</returns>
    public bool Step() => (ResultCode)(Native.Step(handle) & 0xFF) switch
    {
        ResultCode.Row => true,
        ResultCode.Done => false,
        var code => throw failure(code),
    };

    public ColumnType TypeOf(int column) => (ColumnType)Native.ColumnType(handle, column);

    public long Integer(int column) => Native.ColumnInteger(handle, column);

    public double Real(int column) => Native.ColumnReal(handle, column);

    /// <summary>Valid until the next step. SQLite does not promise that it is UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        var text = Native.ColumnText(handle, column);
        return new ReadOnlySpan<byte>(text, Native.ColumnBytes(handle, column));
    }

    /// <summary>The bytes of a text or a blob as the file holds them. Of a text only before it was asked for in UTF-8.</summary>
    public ReadOnlySpan<byte> Stored(int column)
    {
        var length = isUtf16 ? Native.ColumnBytesOfUtf16(handle, column) : Native.ColumnBytes(handle, column);
        return new ReadOnlySpan<byte>(Native.ColumnBlob(handle, column), length);
    }

    public void Dispose() => _ = Native.Finish(handle);
}

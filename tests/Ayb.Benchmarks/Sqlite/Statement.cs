using System.Runtime.InteropServices;
using System.Text;

namespace Ayb.Benchmarks.Sqlite;

/// <summary>A compiled statement.</summary>
internal sealed unsafe class Statement(Connection connection, nint handle) : IDisposable
{
    private const nint Copied = -1;

    /// <summary>In UTF-8.</summary>
    public IReadOnlyList<byte[]> Columns { get; } =
        [.. Enumerable.Range(0, Native.ColumnCount(handle)).Select(column => ColumnName(handle, column))];

    public Statement Bind(long value)
    {
        connection.Check(Native.Bind(handle, 1, value));
        return this;
    }

    public Statement Bind(string value)
    {
        connection.Check(Native.Bind(handle, 1, value, -1, Copied));
        return this;
    }

    /// <returns>Whether there is a row.</returns>
    public bool Step()
    {
        var result = Native.Step(handle);
        connection.Check(result);
        return result == Native.Row;
    }

    public void Reset() => connection.Check(Native.Reset(handle));

    /// <summary>Runs a statement that has no rows.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public ColumnType Type(int column) => Native.Type(handle, column);

    public long Integer(int column) => Native.ColumnInteger(handle, column);

    /// <summary>Empty for NULL; valid until the next step.</summary>
    public ReadOnlySpan<byte> Text(int column)
    {
        var text = Native.ColumnText(handle, column);
        return new ReadOnlySpan<byte>(text, Native.ColumnBytes(handle, column));
    }

    public void Dispose() => connection.Check(Native.Finish(handle));

    private static byte[] ColumnName(nint handle, int column) =>
        Encoding.UTF8.GetBytes(Marshal.PtrToStringUTF8((nint)Native.ColumnName(handle, column))!);
}

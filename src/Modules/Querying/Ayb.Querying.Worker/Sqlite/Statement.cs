using System.Runtime.InteropServices;
using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>A compiled statement.</summary>
internal sealed unsafe class Statement(Connection connection, nint handle) : IDisposable
{
    private const nint CopyIt = -1;
    private const byte Utf8 = 1;

    private bool _isBound;

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

    /// <summary>As it was declared; nothing for an expression.</summary>
    public ReadOnlySpan<byte> DeclaredType(int column) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated(Native.ColumnDeclaredType(handle, column));

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

    /// <exception cref="SqliteFailure">A parameter has no value, or a value no parameter.</exception>
    public void Bind(IReadOnlyList<Parameter> parameters)
    {
        if (parameters is [{ Name: not null }, ..])
        {
            BindByName(parameters);
        }
        else if (Native.ParameterCount(handle) is var wanted && wanted != parameters.Count)
        {
            throw new SqliteFailure(FailureCode.Sql, $"The statement has {wanted} parameters, and {parameters.Count} values are given for them.");
        }
        else
        {
            for (var index = 0; index < parameters.Count; index++)
            {
                Bind(index + 1, parameters[index]);
            }
        }
    }

    /// <summary>A text that is there until the next step.</summary>
    public void BindText(int index, ReadOnlySpan<byte> value)
    {
        _isBound = true;
        byte nothing = 0;
        fixed (byte* text = value)
        {
            connection.Check((ResultCode)(Native.BindText(handle, index, text is null ? &nothing : text, (ulong)value.Length, CopyIt, Utf8) & 0xFF));
        }
    }

    public void BindInteger(int index, long value) => Bind(index, Parameter.Integer(value));

    public void BindReal(int index, double value) => Bind(index, Parameter.Real(value));

    public void BindNull(int index) => Bind(index, Parameter.Null);

    /// <summary>Runs a statement that returns nothing, and makes it ready for the next values.</summary>
    public void RunAgain()
    {
        _ = Step();
        connection.Check((ResultCode)(Native.Reset(handle) & 0xFF));
    }

    /// <summary>Ends this use of the statement.</summary>
    public void Dispose()
    {
        if (_isBound)
        {
            // The next who sends this text must not find the values of this one.
            _ = Native.ClearBindings(handle);
            _isBound = false;
        }

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

    private void BindByName(IReadOnlyList<Parameter> parameters)
    {
        var unused = new Dictionary<string, Parameter>(parameters.Count);
        foreach (var parameter in parameters)
        {
            unused[parameter.Name!] = parameter;
        }

        var given = new Dictionary<string, Parameter>(unused);
        for (var index = 1; index <= Native.ParameterCount(handle); index++)
        {
            // A name may be given without the sign that stands before it in SQL.
            var name = NameOf(index);
            var known = given.ContainsKey(name) ? name : name[1..];
            if (!given.TryGetValue(known, out var value))
            {
                throw new SqliteFailure(FailureCode.Sql, $"No value is given for the parameter {name}.");
            }

            Bind(index, value);
            unused.Remove(known);
        }

        foreach (var name in unused.Keys)
        {
            throw new SqliteFailure(FailureCode.Sql, $"The statement has no parameter named {name}.");
        }
    }

    private string NameOf(int index)
    {
        var name = Native.ParameterName(handle, index);
        return name is null ? $"?{index}" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
    }

    private void Bind(int index, in Parameter parameter)
    {
        _isBound = true;
        connection.Check((ResultCode)(BindValue(index, parameter) & 0xFF));
    }

    private int BindValue(int index, in Parameter parameter)
    {
        switch (parameter.Type)
        {
            case Sqlite.ColumnType.Integer:
                return Native.BindInteger(handle, index, parameter.Number);
            case Sqlite.ColumnType.Real:
                return Native.BindReal(handle, index, parameter.RealNumber);
            case Sqlite.ColumnType.Text:
                byte nothing = 0;
                fixed (byte* text = parameter.Bytes)
                {
                    // A pointer to nothing would be NULL, not an empty text.
                    return Native.BindText(handle, index, text is null ? &nothing : text, (ulong)parameter.Bytes.Length, CopyIt, Utf8);
                }

            case Sqlite.ColumnType.Blob:
                fixed (byte* blob = parameter.Bytes)
                {
                    return blob is null ? Native.BindZeroBlob(handle, index, 0) : Native.BindBlob(handle, index, blob, (ulong)parameter.Bytes.Length, CopyIt);
                }

            default:
                return Native.BindNull(handle, index);
        }
    }
}

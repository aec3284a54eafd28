using System.Data;
using System.Data.Common;
using System.Text.Json;
using Ayb.Contracts;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>Takes the lines of an export that follow its first one, each row into the table that was named last.</summary>
internal sealed class TableFiller(MetadataSchema schema, string withGivenIds, MetadataWriter writer) : IAsyncDisposable
{
    private MetadataTable? _table;
    private DbCommand? _insert;
    private Type[] _clrTypes = [];
    private long _rows;

    /// <summary>Whether the line that counts the rows has come, and counts those that have.</summary>
    public bool IsComplete { get; private set; }

    public async ValueTask<Result<Nothing>> TakeAsync(JsonElement line, CancellationToken cancellationToken)
    {
        if (line.ValueKind == JsonValueKind.Array)
        {
            return await InsertAsync(line, cancellationToken);
        }

        if (line.ValueKind != JsonValueKind.Object)
        {
            return ExportErrors.Damaged("a line is neither a row nor begins a table");
        }

        if (line.TryGetProperty("rows", out var rows))
        {
            IsComplete = rows.GetInt64() == _rows;
            return new Nothing();
        }

        var name = line.GetProperty("table").GetString()!;
        if (schema.Find(name) is not { } table)
        {
            return ExportErrors.Unknown($"a table {name}");
        }

        var columns = line.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!).ToList();
        if (columns.Find(column => table.Columns.All(known => known.Name != column)) is { } unknown)
        {
            return ExportErrors.Unknown($"a column {unknown} of the table {name}");
        }

        // By name: an engine may have them in another order.
        _table = table with { Columns = [.. columns.Select(column => table.Columns.First(known => known.Name == column))] };
        await PrepareAsync(_table, cancellationToken);
        return new Nothing();
    }

    public ValueTask DisposeAsync() => _insert?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task PrepareAsync(MetadataTable table, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        await using (var look = Command(table.SelectNone))
        {
            await using var none = await look.ExecuteReaderAsync(cancellationToken);
            _clrTypes = [.. table.Columns.Select((_, index) => none.GetFieldType(index))];
        }

        _insert = Command(table.Insert(withGivenIds));
        for (var index = 0; index < table.Columns.Count; index++)
        {
            var parameter = _insert.CreateParameter();
            parameter.ParameterName = $"p{index}";
            parameter.DbType = DbTypeOf(table.Columns[index].Type, _clrTypes[index]);
            _insert.Parameters.Add(parameter);
        }

        await _insert.PrepareAsync(cancellationToken);
    }

    private async ValueTask<Result<Nothing>> InsertAsync(JsonElement row, CancellationToken cancellationToken)
    {
        if (_table is null || _insert is null || row.GetArrayLength() != _table.Columns.Count)
        {
            return ExportErrors.Damaged("a row has not the columns of its table");
        }

        for (var index = 0; index < _table.Columns.Count; index++)
        {
            _insert.Parameters[index].Value = _table.Columns[index].Read(row[index], _clrTypes[index]);
        }

        await _insert.ExecuteNonQueryAsync(cancellationToken);
        _rows++;
        return new Nothing();
    }

    private DbCommand Command(string sql)
    {
        var command = writer.Connection.CreateCommand();
        command.Transaction = writer.Transaction;
        command.CommandText = sql;
        return command;
    }

    private static DbType DbTypeOf(ColumnType type, Type clrType) => type switch
    {
        ColumnType.Integer => clrType == typeof(bool) ? DbType.Boolean : DbType.Int64,
        ColumnType.Real => DbType.Double,
        ColumnType.Blob => DbType.Binary,
        _ => DbType.String,
    };
}

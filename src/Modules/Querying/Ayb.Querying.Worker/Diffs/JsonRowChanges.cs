using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>An object for each row of a table that differs, with commas between them.</summary>
internal sealed class JsonRowChanges(AnswerStream answer, TableRows rows)
{
    private readonly RowObjects _objects = new(answer, rows.Shape);
    private bool _separator;

    public void Write(TableDiff table)
    {
        if (table.Inserted.Count > 0)
        {
            using var row = rows.ReadTo(table.Inserted.Rows);
            WriteWhole(row, """{"change":"insert","key":"""u8, ""","to":"""u8);
        }

        if (table.Updated.Count > 0)
        {
            using var row = rows.ReadBoth(table.Updated.Rows);
            WriteUpdates(row);
        }

        if (table.Deleted.Count > 0)
        {
            using var row = rows.ReadFrom(table.Deleted.Rows);
            WriteWhole(row, """{"change":"delete","key":"""u8, ""","from":"""u8);
        }
    }

    private void WriteWhole(OwnStatement row, ReadOnlySpan<byte> start, ReadOnlySpan<byte> member)
    {
        while (row.Step())
        {
            WriteKey(row, start);
            answer.Write(member);
            _objects.WriteRow(row);
            answer.Write((byte)'}');
        }
    }

    private void WriteUpdates(OwnStatement row)
    {
        while (row.Step())
        {
            var changed = _objects.Changed(row);
            WriteKey(row, """{"change":"update","key":"""u8);
            answer.Write(""","from":"""u8);
            _objects.WriteBefore(row, changed);
            answer.Write(""","to":"""u8);
            _objects.WriteAfter(row, changed);
            answer.Write((byte)'}');
        }
    }

    private void WriteKey(OwnStatement row, ReadOnlySpan<byte> start)
    {
        answer.Write(_separator ? ","u8 : ""u8);
        answer.Write(start);
        _objects.WriteKey(row);
        _separator = true;
    }
}

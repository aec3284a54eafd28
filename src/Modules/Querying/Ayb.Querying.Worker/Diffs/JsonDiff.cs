using Ayb.Querying.Worker.Answers;

namespace Ayb.Querying.Worker.Diffs;

/// <summary><c>{"schema":[…],"tables":[…]}</c>; docs/http-api.md has the whole.</summary>
internal sealed class JsonDiff(bool withRows) : IDiffFormat
{
    public void Write(Differences differences, AnswerStream answer)
    {
        answer.Write("""{"schema":["""u8);
        var separator = false;
        foreach (var change in differences.Changes)
        {
            Separate(answer, ref separator);
            WriteChange(answer, change);
        }

        answer.Write("""],"tables":["""u8);
        separator = false;
        foreach (var table in differences.Tables)
        {
            Separate(answer, ref separator);
            WriteTable(answer, table);
        }

        answer.Write("]}"u8);
    }

    private static void WriteChange(AnswerStream answer, SchemaChange change)
    {
        answer.Write("""{"kind":"""u8);
        WriteName(answer, change.Kind);
        answer.Write(""","name":"""u8);
        WriteName(answer, change.Name);
        answer.Write(""","change":"""u8);
        answer.Write((change.From, change.To) switch
        {
            (null, _) => "\"added\""u8,
            (_, null) => "\"dropped\""u8,
            _ => "\"changed\""u8,
        });
        answer.Write(""","from_sql":"""u8);
        WriteName(answer, change.From?.Sql);
        answer.Write(""","to_sql":"""u8);
        WriteName(answer, change.To?.Sql);
        answer.Write((byte)'}');
    }

    private void WriteTable(AnswerStream answer, TableDiff table)
    {
        answer.Write("""{"name":"""u8);
        WriteName(answer, table.Name);
        WriteCount(answer, ""","inserted":"""u8, table.Inserted);
        WriteCount(answer, ""","updated":"""u8, table.Updated);
        WriteCount(answer, ""","deleted":"""u8, table.Deleted);
        answer.Write(table.IsRebuilt ? ""","rebuilt":true"""u8 : ""","rebuilt":false"""u8);
        answer.Write(table.Rows is null ? ""","compared":false"""u8 : ""","compared":true"""u8);
        if (withRows)
        {
            answer.Write(""","rows":["""u8);
            if (table is { Rows: { } rows, IsRebuilt: false })
            {
                new JsonRowChanges(answer, rows).Write(table);
            }

            answer.Write((byte)']');
        }

        answer.Write((byte)'}');
    }

    private static void WriteCount(AnswerStream answer, ReadOnlySpan<byte> member, RowSet rows)
    {
        answer.Write(member);
        NumberText.Write(answer, rows.Count);
    }

    private static void WriteName(AnswerStream answer, string? name)
    {
        if (name is null)
        {
            answer.Write("null"u8);
        }
        else
        {
            JsonText.Write(answer, Identifier.Encoding.GetBytes(name));
        }
    }

    private static void Separate(AnswerStream answer, ref bool separator)
    {
        if (separator)
        {
            answer.Write((byte)',');
        }

        separator = true;
    }
}

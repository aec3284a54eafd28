using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Dumps;

/// <summary>Writes what is in a database for programs that don't read SQLite's files.</summary>
internal static class DatabaseDump
{
    /// <param name="connection">Has begun the request.</param>
    /// <param name="answer">Takes it, as far as somebody takes it from there.</param>
    /// <param name="part">What is asked for.</param>
    /// <param name="table">For <see cref="DumpPart.Csv"/>.</param>
    /// <exception cref="SqliteFailure">It can't be written so, or nobody waits for it any more.</exception>
    public static void Write(Connection connection, AnswerStream answer, DumpPart part, string table)
    {
        switch (part)
        {
            case DumpPart.Sql:
                new SqlDump(connection, answer).Write();
                break;
            case DumpPart.TableNames:
                foreach (var listed in Tables.In(connection).Where(listed => listed.KeepsRows))
                {
                    answer.Write(Encoding.UTF8.GetBytes(listed.Name));
                    answer.Write((byte)0);
                }

                break;
            case DumpPart.Csv:
                using (var rows = connection.Prepare($"SELECT *{Language(connection, table)} FROM {SqlName.Quote(table)}"))
                {
                    new CsvAnswer().WriteRows(answer, rows);
                }

                break;
            default:
                throw new ProtocolException("There is no such part of a database.");
        }
    }

    /// <summary>A column that is not among all.</summary>
    private static string Language(Connection connection, string name) =>
        Tables.In(connection).FirstOrDefault(table => table.Name == name) is { Module.HasLanguages: true } table
            ? ", " + SqlName.Quote(TableColumns.Of(connection, table).Hidden[^1])
            : "";
}

using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Answers;

/// <summary>How the rows of one statement become an answer.</summary>
internal interface IRowsFormat
{
    /// <summary>The answer of a request whose last statement returns nothing.</summary>
    void WriteEmpty(AnswerStream answer);

    /// <summary>Steps the statement to its end.</summary>
    void WriteRows(AnswerStream answer, Statement statement);
}

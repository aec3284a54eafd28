using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>What became of the requests that share a transaction.</summary>
internal sealed class Group
{
    /// <summary>Waits for the commit, then for its answer.</summary>
    public List<(Request Request, AnswerStream Answer)> Done { get; } = [];

    /// <summary>Failed by itself, and has been undone.</summary>
    public List<(Request Request, SqliteFailure Failure)> Failed { get; } = [];

    /// <summary>To be run again, in a transaction of its own.</summary>
    public List<Request> Alone { get; } = [];

    public void Clear()
    {
        Done.Clear();
        Failed.Clear();
        Alone.Clear();
    }

    /// <summary>Nothing of it is committed: whoever was done has to be run again.</summary>
    public void Undo()
    {
        Alone.AddRange(Done.Select(done => done.Request));
        DropAnswers();
    }

    public void AllAlone(IEnumerable<Request> requests)
    {
        DropAnswers();
        Clear();
        Alone.AddRange(requests);
    }

    private void DropAnswers()
    {
        Done.ForEach(done => done.Answer.Dispose());
        Done.Clear();
    }
}

using Ayb.Querying.Worker.Answers;

namespace Ayb.Querying.Worker.Diffs;

/// <summary>A way to write down what has changed.</summary>
internal interface IDiffFormat
{
    void Write(Differences differences, AnswerStream answer);
}

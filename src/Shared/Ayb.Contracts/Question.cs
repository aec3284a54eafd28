using MediatR;

namespace Ayb.Contracts;

/// <summary>
/// Something one module wants to know and another module knows. At most one handler answers;
/// a second answer is a bug in the composition and throws.
/// </summary>
public abstract class Question<TAnswer> : INotification
{
    private TAnswer? _answer;

    public bool IsAnswered { get; private set; }

    public void Answer(TAnswer answer)
    {
        if (IsAnswered)
        {
            throw new InvalidOperationException($"{GetType().Name} was answered twice: two modules claim the same truth.");
        }

        (_answer, IsAnswered) = (answer, true);
    }

    /// <summary>What was answered, or <c>default</c>: each question is asked so that its default is the safe answer.</summary>
    public TAnswer? AnswerOrDefault => _answer;
}

using MediatR;

namespace Ayb.Contracts;

public static class Asking
{
    /// <summary>Asks the other modules; <c>default</c> when none of them answers.</summary>
    public static async Task<TAnswer?> Ask<TAnswer>(
        this IMediator mediator, Question<TAnswer> question, CancellationToken cancellationToken)
    {
        await mediator.Publish(question, cancellationToken);
        return question.AnswerOrDefault;
    }
}

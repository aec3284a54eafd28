using Ayb.Contracts;

namespace Ayb.Infrastructure.Tests.Contracts;

public sealed class AskingQuestions
{
    private static readonly WhichEntity Question = new(EntitySlug.Parse("ada").Value);

    [Fact]
    public void Without_an_answer_there_is_the_default() => Question.AnswerOrDefault.Should().BeNull();

    [Fact]
    public void Two_answers_are_a_bug()
    {
        var question = new MayAccess(null, null!);
        question.Answer(DatabaseAccess.None);

        var again = () => question.Answer(DatabaseAccess.None);

        again.Should().Throw<InvalidOperationException>().WithMessage("*MayAccess was answered twice*");
    }
}

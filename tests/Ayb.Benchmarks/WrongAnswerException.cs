namespace Ayb.Benchmarks;

/// <summary>A contestant did not do the work that is measured.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message)
{
    public static WrongAnswerException To(string asked, string answer) =>
        new($"Wrong answer to {asked}: {(answer.Length > 500 ? answer[..500] + "…" : answer)}");
}

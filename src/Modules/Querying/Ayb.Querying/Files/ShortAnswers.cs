using Ayb.Contracts;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

/// <summary>Answers that are there as a whole when they begin.</summary>
internal static class ShortAnswers
{
    /// <summary>Waits for the end of a request that is answered by nothing but that it is done.</summary>
    public static async Task<Result<Nothing>> EndAsync(this PendingAnswer asked, CancellationToken cancellationToken)
    {
        var started = await QueryAnswer.StartAsync(asked, cancellationToken);
        if (!started.TryGet(out var answer, out var error))
        {
            return error;
        }

        await answer.DisposeAsync();
        return new Nothing();
    }

    /// <summary>Waits for the end of a request that is answered by how many tables and rows there are.</summary>
    public static async Task<Result<LoadedRows>> CountAsync(this PendingAnswer asked, CancellationToken cancellationToken)
    {
        var started = await QueryAnswer.StartAsync(asked, cancellationToken);
        if (!started.TryGet(out var answer, out var error))
        {
            return error;
        }

        await using (answer)
        {
            return answer.Current is { IsLast: true, Bytes.Length: LoadedRows.Size } ? LoadedRows.Read(answer.Current.Bytes.Span) : WorkerProcess.Gone;
        }
    }
}

using Ayb.Contracts;
using Ayb.Querying.Workers;

namespace Ayb.Querying.Files;

internal static class AnsweringNothing
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
}

using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Ayb.Querying;

/// <summary>How a client learns that the rest of an answer is missing: the connection ends before the answer does.</summary>
internal static class BrokenAnswer
{
    /// <summary>For a client that does not take what it was sent before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Ends the connection once what was written has been sent. Aborting it at once would throw that away,
    /// and with it the line that says what went wrong.
    /// </summary>
    public static async Task BreakOffAsync(this HttpResponse response)
    {
        var context = response.HttpContext;
        if (HttpProtocol.IsHttp11(context.Request.Protocol)
            && context.Features.Get<IConnectionTransportFeature>() is { Transport.Output: var output })
        {
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var leaving = context.RequestAborted.Register(gone.SetResult);
            await output.CompleteAsync();
            await gone.Task.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        context.Abort();
    }
}

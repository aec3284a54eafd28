namespace Ayb.Email.Smtp;

/// <summary>Waits for a server, but not for ever.</summary>
internal sealed class SmtpPatience(TimeProvider clock)
{
    /// <exception cref="SmtpFailureException">The time is up.</exception>
    public async Task<T> WaitAsync<T>(
        string step, TimeSpan atMost, Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await action(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpFailureException($"the server took too long with {step}");
        }
    }

    /// <inheritdoc cref="WaitAsync{T}"/>
    public Task WaitAsync(
        string step, TimeSpan atMost, Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        WaitAsync(
            step,
            atMost,
            async limit =>
            {
                await action(limit);
                return true;
            },
            cancellationToken);
}

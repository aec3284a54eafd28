using System.Collections.Concurrent;
using Ayb.Email.Storage;
using Microsoft.Extensions.Logging;

namespace Ayb.Email.Delivery;

/// <summary>Takes mails from the outbox to their transport, and records what became of them. The caller holds their lease.</summary>
internal sealed class Courier(
    IEnumerable<IMailTransport> transports, OwnScope scope, DeliveryTimes times, TimeProvider clock, ILogger<Courier> logger)
    : IDisposable
{
    /// <summary>However many register at once: a mail server is not met with more connections than this.</summary>
    private const int MostAtOnce = 8;

    private readonly SemaphoreSlim _turns = new(MostAtOnce, MostAtOnce);
    private readonly Dictionary<string, IMailTransport> _transports = transports.ToDictionary(transport => transport.Name);
    private readonly ConcurrentDictionary<Task, OutboxMail> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();

    public IReadOnlyCollection<string> Transports => _transports.Keys;

    /// <summary>
    /// Attempts mails that have just been committed, all at once, while a request waits. The wait has a bound,
    /// the attempts go on.
    /// </summary>
    public async Task AttemptFirstAsync(IEnumerable<OutboxMail> mails)
    {
        var attempts = Task.WhenAll(mails.Select(AttemptAsync));
        try
        {
            await attempts.WaitAsync(times.FirstAttempt, clock);
        }
        catch (TimeoutException)
        {
            Log.FirstAttemptIsSlow(logger);
        }
    }

    /// <summary>Never fails: what cannot be recorded now, the end of the lease will bring back.</summary>
    public async Task AttemptAsync(OutboxMail mail)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.TryAdd(end.Task, mail);
        try
        {
            var outcome = await SendAsync(mail);
            await scope.SendAsync(new SettleMail(mail, outcome), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Of any type: the request has committed already, and the next mail is not to blame for this one.
            Log.AttemptFailed(logger, exception, mail.Id);
        }
        finally
        {
            _underWay.TryRemove(end.Task, out _);
            end.SetResult();
        }
    }

    /// <summary>
    /// Ends what is under way: mails that have not gone out yet return to the outbox for the next start,
    /// and what is going out right now is waited for.
    /// </summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Keys);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _turns.Dispose();
    }

    private async Task<DeliveryOutcome> SendAsync(OutboxMail mail)
    {
        using var timer = new CancellationTokenSource(times.Attempt, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stopping.Token);
        try
        {
            await _turns.WaitAsync(limit.Token);
            try
            {
                return await _transports[mail.Transport].SendAsync(mail, limit.Token);
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new Deferred(_stopping.IsCancellationRequested ? "this server is stopping" : "the attempt took too long");
        }
    }
}

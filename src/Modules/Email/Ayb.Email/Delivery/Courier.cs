using Ayb.Email.Storage;
using Microsoft.Extensions.Logging;

namespace Ayb.Email.Delivery;

/// <summary>Takes mails from the outbox to their transport, and records what became of them. The caller holds their lease.</summary>
internal sealed class Courier(
    IEnumerable<IMailTransport> transports, OwnScope scope, DeliveryTimes times, ILogger<Courier> logger)
{
    private readonly Dictionary<string, IMailTransport> _transports = transports.ToDictionary(transport => transport.Name);

    public IReadOnlyCollection<string> Transports => _transports.Keys;

    /// <summary>
    /// Attempts mails that have just been committed, all at once, while a request waits. The wait has a bound,
    /// the attempts go on.
    /// </summary>
    public async Task AttemptFirstAsync(IEnumerable<OutboxMail> mails)
    {
        var attempts = Task.WhenAll(mails.Select(mail => AttemptAsync(mail, CancellationToken.None)));
        try
        {
            await attempts.WaitAsync(times.FirstAttempt);
        }
        catch (TimeoutException)
        {
            Log.FirstAttemptIsSlow(logger);
        }
    }

    /// <summary>Never fails: what a mail cannot be told of now, the end of its lease will bring back.</summary>
    public async Task AttemptAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await SendAsync(mail, cancellationToken);
            await scope.SendAsync(new SettleMail(mail, outcome), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Of any type: the request has committed already, and the next mail is not to blame for this one.
            Log.AttemptFailed(logger, exception, mail.Id);
        }
    }

    private async Task<DeliveryOutcome> SendAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(times.Attempt);
        try
        {
            return await _transports[mail.Transport].SendAsync(mail, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new Deferred(cancellationToken.IsCancellationRequested ? "this server is stopping" : "the attempt took too long");
        }
    }
}

using System.Collections.Concurrent;
using Ayb.Contracts;
using Ayb.Infrastructure;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ayb.Identity;

/// <summary>
/// Looks whether the pages that a profile links to link back. A link begins unverified and becomes verified at most: a check that
/// fails, is turned away or ends with the server leaves nothing behind, and the next update that names the link has another one.
/// </summary>
internal sealed class LinkVerifier(
    PageFetcher pages,
    ILinkReader reader,
    LinkTurns turns,
    LinkLimits limits,
    ServerOptions server,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<LinkVerifier> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, ProfileLink> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>
    /// Checks links that have just been committed, while a request waits. The wait has a bound, the checks go on. Never fails.
    /// </summary>
    public async Task VerifyAsync(EntityId caller, Entity entity, IReadOnlyList<ProfileLink> links)
    {
        var checks = Task.WhenAll(links.Select(link => VerifyAsync(caller, entity, link)));
        try
        {
            await checks.WaitAsync(limits.Answer, clock);
        }
        catch (TimeoutException)
        {
            // What is late will be seen when the profile is looked at.
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task VerifyAsync(EntityId caller, Entity entity, ProfileLink link)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay.TryAdd(end.Task, link);
        try
        {
            if (await RefusalAsync(caller, entity, link) is { } reason)
            {
                Log.LinkNotVerified(logger, link.Id, reason);
                return;
            }

            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ConfirmLink(link), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Of any type: the update has committed already, and the other links are not to blame for this one.
            Log.LinkCheckFailed(logger, exception, link.Id);
        }
        finally
        {
            _underWay.TryRemove(end.Task, out _);
            end.SetResult();
        }
    }

    /// <returns>Why the link is not verified; <c>null</c> when it is.</returns>
    private async Task<string?> RefusalAsync(EntityId caller, Entity entity, ProfileLink link)
    {
        var address = new Uri(link.Url);
        if (!LinkAddress.IsFetchable(address))
        {
            return "Only https at its own port is looked at.";
        }

        try
        {
            using var turn = await turns.WaitAsync(caller, _stopping.Token);
            return turn.IsAcquired ? await LookAsync(entity, address) : "Too many links are being looked at.";
        }
        catch (OperationCanceledException)
        {
            return _stopping.IsCancellationRequested ? "This server is stopping." : "It took too long.";
        }
    }

    private async Task<string?> LookAsync(Entity entity, Uri address)
    {
        using var timer = new CancellationTokenSource(limits.Page, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stopping.Token);
        var page = await pages.FetchAsync(address, limit.Token);
        if (!page.TryGet(out var html, out var error))
        {
            return error.Message;
        }

        return new BackLink(server.PublicUrl, entity.Slug).IsAmong(reader.Read(html)) ? null : "It does not link back.";
    }
}

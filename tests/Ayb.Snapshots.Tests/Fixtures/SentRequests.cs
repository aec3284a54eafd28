using MediatR;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>Takes requests, and does nothing but note which there were.</summary>
internal sealed class SentRequests(int expected) : IMediator
{
    private readonly List<Type> _sent = [];
    private readonly TaskCompletionSource<IReadOnlyList<Type>> _all = new();

    public Task<IReadOnlyList<Type>> All => _all.Task;

    public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        _sent.Add(request.GetType());
        if (_sent.Count == expected)
        {
            _all.SetResult(_sent);
        }

        return Task.FromResult(default(TResponse)!);
    }

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => Task.CompletedTask;
}

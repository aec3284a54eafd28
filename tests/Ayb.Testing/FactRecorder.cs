using System.Collections.Concurrent;
using Ayb.Contracts;
using MediatR;

namespace Ayb.Testing;

/// <summary>Remembers every fact in the order of publication.</summary>
public sealed class FactRecorder
{
    private readonly ConcurrentQueue<IFact> _facts = [];

    public IReadOnlyList<IFact> All => [.. _facts];

    public void Add(IFact fact) => _facts.Enqueue(fact);

    public void Clear() => _facts.Clear();
}

internal sealed class FactRecordingHandler<TFact>(FactRecorder recorder) : INotificationHandler<TFact> where TFact : IFact
{
    public Task Handle(TFact notification, CancellationToken cancellationToken)
    {
        recorder.Add(notification);
        return Task.CompletedTask;
    }
}

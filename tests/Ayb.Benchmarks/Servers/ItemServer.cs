using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Servers;

/// <summary>A running server that holds <see cref="Items"/>, and the requests that are the same work for every such server.</summary>
internal sealed class ItemServer(string name)
{
    public string Name => name;

    public required Func<int, Call> SelectById { get; init; }

    public required Call SelectHundred { get; init; }

    /// <summary><c>null</c>: it only reads.</summary>
    public Call? Insert { get; init; }

    /// <summary>How many rows have been inserted.</summary>
    public Func<Task<long>> CountAsync { get; init; } = () => Task.FromResult(0L);
}

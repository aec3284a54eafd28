using System.Diagnostics;
using Ayb.Benchmarks.Formats;
using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Servers;

/// <summary>A result of many rows in one answer, from ayb and in this process.</summary>
internal sealed class RowStream(AybServer server, string database, InProcess sqlite, IAnswerFormat format, int rows)
{
    private readonly Call _call = server.Query(database, Items.SelectFirst(rows)).Accepting(format.MediaType);
    private long _bytes;

    /// <exception cref="WrongAnswerException">ayb does not answer the bytes that its rows make.</exception>
    public async Task CheckAsync()
    {
        using var expected = new WholeAnswer();
        sqlite.Answer(format, sqlite[_call.Body!], expected.Add);
        using var answer = await WholeAnswer.OfAsync(server.Http, _call);
        if (!answer.IsSameAs(expected))
        {
            throw new WrongAnswerException($"The stream of {rows} rows as {format.MediaType} has {answer.Bytes} bytes and not the same {expected.Bytes} as in-process.");
        }

        _bytes = expected.Bytes;
    }

    public IReadOnlyList<Contestant> Contestants() =>
    [
        new("ayb", turn => RowsPerSecondAsync(turn, ReadAsync)),
        new(InProcess.Name, turn => RowsPerSecondAsync(turn, () =>
        {
            sqlite.Answer(format, sqlite[_call.Body!]);
            return Task.CompletedTask;
        })),
    ];

    public async Task ReadAsync()
    {
        if (await WholeAnswer.CountAsync(server.Http, _call) is var bytes && bytes != _bytes)
        {
            throw new WrongAnswerException($"The stream of {rows} rows as {format.MediaType} ended after {bytes} of {_bytes} bytes.");
        }
    }

    private async Task<double> RowsPerSecondAsync(TimeSpan turn, Func<Task> streamAsync)
    {
        var start = Stopwatch.GetTimestamp();
        var streamed = 0L;
        do
        {
            await streamAsync();
            streamed += rows;
        }
        while (Stopwatch.GetElapsedTime(start) < turn);

        return streamed / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

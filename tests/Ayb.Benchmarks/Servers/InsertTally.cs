using Ayb.Benchmarks.Load;

namespace Ayb.Benchmarks.Servers;

/// <summary>Counts what a server has acknowledged, to look for it afterwards.</summary>
internal sealed class InsertTally(ItemServer server)
{
    private long _acknowledged;
    private long _cutOff;

    public Contestant Over(int connections) => new(server.Name, async turn =>
    {
        var run = await Wrk.RunAsync([server.Insert!], connections, turn);
        _acknowledged += run.Answered;

        // When its time is over wrk closes connections that wait for an answer.
        _cutOff += connections;
        return run.PerSecond;
    });

    /// <exception cref="WrongAnswerException">Rows are missing, or too many.</exception>
    public async Task CheckAsync()
    {
        var stored = await server.CountAsync();
        if (stored < _acknowledged || stored > _acknowledged + _cutOff)
        {
            throw new WrongAnswerException($"{server.Name} has acknowledged {_acknowledged} INSERTs and has {stored} rows.");
        }
    }
}

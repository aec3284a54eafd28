using System.Text;
using Ayb.Contracts;
using Microsoft.Extensions.Logging;

namespace Ayb.Querying.Workers;

/// <summary>
/// Carries what a worker prints into the log, a line at a time and not for ever: it has run a tenant's SQL, and may fill
/// neither the host's memory with a line that never ends nor the disk with lines.
/// </summary>
internal sealed class WorkerMessages(DatabaseId database, ILogger logger)
{
    private const int LongestLine = 500;
    private const int MostLines = 100;

    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private int _lines;

    /// <summary>Reads to the end, also when there is nothing left to tell: a worker must not get stuck on a full pipe.</summary>
    public async Task RelayAsync(Stream stream)
    {
        var buffer = new byte[4096];
        await using var ending = stream;
        try
        {
            for (var count = await stream.ReadAsync(buffer); count > 0; count = await stream.ReadAsync(buffer))
            {
                Add(buffer.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The worker and its pipes are gone.
        }

        Tell();
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value == '\n')
            {
                Tell();
            }
            else if (_length < LongestLine)
            {
                _line[_length++] = value;
            }
        }
    }

    private void Tell()
    {
        if (_length > 0 && _lines++ < MostLines)
        {
            Log.WorkerSaid(logger, database, Encoding.UTF8.GetString(_line, 0, _length));
        }

        _length = 0;
    }
}

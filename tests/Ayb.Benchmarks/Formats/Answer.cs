using System.Buffers;
using Ayb.Benchmarks.Sqlite;

namespace Ayb.Benchmarks.Formats;

/// <summary>Runs statements to their ends, and hands their rows on in pieces, as a server would to a socket.</summary>
internal sealed class Answer
{
    private const int PieceBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * PieceBytes);

    /// <param name="statement">Ready for another run afterwards.</param>
    /// <param name="format">How its rows are written.</param>
    /// <param name="take">Gets each piece, which is overwritten after it.</param>
    public void Write(Statement statement, IAnswerFormat format, Action<ReadOnlyMemory<byte>> take)
    {
        format.Begin(_buffer, statement);
        while (statement.Step())
        {
            format.WriteRow(_buffer, statement);
            if (_buffer.WrittenCount >= PieceBytes)
            {
                HandOn(take);
            }
        }

        statement.Reset();
        format.End(_buffer);
        HandOn(take);
    }

    private void HandOn(Action<ReadOnlyMemory<byte>> take)
    {
        take(_buffer.WrittenMemory);
        _buffer.ResetWrittenCount();
    }
}

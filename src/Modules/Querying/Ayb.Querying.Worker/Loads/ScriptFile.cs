using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>The statements of a file of SQL, through a window that is as long as the longest of them.</summary>
internal sealed class ScriptFile(Stream file)
{
    private const int InitialWindow = 256 * 1024;

    private byte[] _window = GC.AllocateUninitializedArray<byte>(InitialWindow);
    private int _start;
    private int _end;
    private bool _isAtEnd;
    private bool _hasBegun;

    private long _lines = 1;

    /// <summary>Where the statement begins, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <returns>The next statement with its semicolon, until the next call; nothing at the end.</returns>
    /// <exception cref="SqliteFailure">It is longer than SQLite takes.</exception>
    public ReadOnlySpan<byte> Next()
    {
        SkipMark();
        while (true)
        {
            var rest = _window.AsSpan(_start, _end - _start);
            var length = StatementEnd.Find(rest);
            if (length < 0 && _isAtEnd)
            {
                length = rest.Length;
            }

            if (length >= 0)
            {
                _start += length;
                Line = _lines + LinesBefore(rest[..length]);
                _lines += rest[..length].Count((byte)'\n');
                return rest[..length];
            }

            Fill();
        }
    }

    /// <summary>Some editors begin a file with a mark that it is UTF-8.</summary>
    private void SkipMark()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            Fill();
            _start += _window.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        }
    }

    /// <summary>Those with white space and comments on them.</summary>
    private static int LinesBefore(ReadOnlySpan<byte> statement)
    {
        var scanner = new SqlScanner(statement);
        return scanner.MoveNext() ? statement[..(scanner.Position - scanner.Text.Length)].Count((byte)'\n') : 0;
    }

    private void Fill()
    {
        _window.AsSpan(_start, _end - _start).CopyTo(_window);
        (_start, _end) = (0, _end - _start);
        if (_end == _window.Length)
        {
            if (_end > Limits.ScriptStatementBytes)
            {
                throw new SqliteFailure(
                    FailureCode.NotLoaded,
                    $"Line {_lines + LinesBefore(_window)}: a statement is longer than {ByteCount.Text(Limits.ScriptStatementBytes + 1)}. Import the SQLite file itself, or write long values in pieces.");
            }

            Array.Resize(ref _window, _window.Length * 2);
        }

        var count = file.Read(_window.AsSpan(_end));
        _isAtEnd = count == 0;
        _end += count;
    }
}

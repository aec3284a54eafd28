using System.Buffers;
using System.Text.Unicode;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Loads;

/// <summary>Reads CSV as RFC 4180 has it, and as others write it: lines may end in LF or CR, and fields be parted by ';' or tabs.</summary>
internal sealed class CsvReader
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>As many as SQLite's tables may have columns.</summary>
    private const int MostFields = 2000;

    private static readonly byte[] Delimiters = [(byte)',', (byte)';', (byte)'\t'];

    private readonly Stream _file;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly List<(int End, bool IsQuoted)> _fields = [];
    private readonly SearchValues<byte> _ends;
    private readonly byte _delimiter;
    private byte[] _row = new byte[4096];
    private int _length;
    private int _start;
    private int _end;
    private long _lines = 1;
    private int _most;

    /// <param name="file">From its beginning.</param>
    /// <param name="delimiter">Between fields; <c>null</c> when it is to be guessed from the first line.</param>
    public CsvReader(Stream file, byte? delimiter = null)
    {
        _file = file;
        _end = file.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
        _start = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8) ? 3 : 0;
        _delimiter = delimiter ?? Guess(_buffer.AsSpan(_start, _end - _start));
        _ends = SearchValues.Create([_delimiter, (byte)'\r', (byte)'\n']);
    }

    public byte Delimiter => _delimiter;

    /// <summary>Where the row begins, from 1.</summary>
    public long Line { get; private set; }

    public int FieldCount => _fields.Count;

    /// <summary>Valid until the next row is read.</summary>
    public ReadOnlySpan<byte> Field(int index)
    {
        var start = index == 0 ? 0 : _fields[index - 1].End;
        return _row.AsSpan(start, _fields[index].End - start);
    }

    public bool IsQuoted(int index) => _fields[index].IsQuoted;

    /// <summary>The row with the names of the columns.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="SqliteFailure">It is not CSV.</exception>
    public bool ReadHeader() => Read(Limits.CsvHeaderBytes);

    /// <returns>Whether there is another row. A line with nothing on it is a row of one empty field.</returns>
    /// <exception cref="SqliteFailure">It is not CSV.</exception>
    public bool Read() => Read(Limits.CsvRowBytes);

    public SqliteFailure Failure(string what) => new(FailureCode.NotLoaded, $"Line {Line}: {what}");

    private bool Read(int most)
    {
        _most = most;
        _fields.Clear();
        (_length, Line) = (0, _lines);
        if (Peek() < 0)
        {
            return false;
        }

        while (ReadField())
        {
        }

        return true;
    }

    private static byte Guess(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[Delimiters.Length];
        var isQuoted = false;
        foreach (var value in text)
        {
            isQuoted ^= value == (byte)'"';
            if (!isQuoted && value is (byte)'\r' or (byte)'\n')
            {
                break;
            }

            if (!isQuoted && Array.IndexOf(Delimiters, value) is var index and >= 0)
            {
                counts[index]++;
            }
        }

        var best = 0;
        for (var index = 1; index < counts.Length; index++)
        {
            best = counts[index] > counts[best] ? index : best;
        }

        return Delimiters[best];
    }

    /// <returns>Whether another field of the row comes after it.</returns>
    private bool ReadField()
    {
        if (_fields.Count == MostFields)
        {
            throw Failure($"it has more than {MostFields} fields, and a table can't have as many columns.");
        }

        var from = _length;
        var isQuoted = Peek() == '"';
        if (isQuoted)
        {
            _start++;
            ReadQuoted();
        }
        else
        {
            ReadPlain();
        }

        var field = _row.AsSpan(from, _length - from);
        if (field.Contains((byte)0) || !Utf8.IsValid(field))
        {
            throw Failure("it is not UTF-8 text. Save the file as CSV in UTF-8.");
        }

        _fields.Add((_length, isQuoted));
        return EndField();
    }

    private bool EndField()
    {
        switch (Peek())
        {
            case < 0:
                return false;
            case var next when next == _delimiter:
                _start++;
                return true;
            case '\r':
                _start++;
                if (Peek() == '\n')
                {
                    _start++;
                }

                _lines++;
                return false;
            case '\n':
                _start++;
                _lines++;
                return false;
            default:
                throw Failure("something comes after the closing quote of a field. A quote inside of a field is written twice.");
        }
    }

    private void ReadPlain()
    {
        while (Peek() >= 0)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var count = rest.IndexOfAny(_ends);
            Append(count < 0 ? rest : rest[..count]);
            if (count >= 0)
            {
                return;
            }
        }
    }

    private void ReadQuoted()
    {
        while (Peek() >= 0)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var count = rest.IndexOf((byte)'"');
            var part = count < 0 ? rest : rest[..count];
            _lines += part.Count((byte)'\n');
            Append(part);
            if (count >= 0)
            {
                _start++;
                if (Peek() != '"')
                {
                    return;
                }

                Append(_buffer.AsSpan(_start, 1));
            }
        }

        throw Failure("a quote is opened and never closed.");
    }

    /// <summary>Takes bytes from the buffer into the row.</summary>
    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _most)
        {
            throw Failure($"{(_most == Limits.CsvRowBytes ? "a row" : "the line that names the columns")} may have {ByteCount.Text(_most)}.");
        }

        if (_length + bytes.Length > _row.Length)
        {
            Array.Resize(ref _row, Math.Min(_most, Math.Max(_row.Length * 2, _length + bytes.Length)));
        }

        bytes.CopyTo(_row.AsSpan(_length));
        _length += bytes.Length;
        _start += bytes.Length;
    }

    /// <returns>The next byte, which stays; -1 at the end.</returns>
    private int Peek()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, _file.Read(_buffer));
        }

        return _start < _end ? _buffer[_start] : -1;
    }
}

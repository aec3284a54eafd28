using System.Buffers;
using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Diffs;
using Ayb.Querying.Worker.Dumps;
using Ayb.Querying.Worker.Lanes;
using Ayb.Querying.Worker.Loads;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Copies;

/// <summary>A thread for each piece of work on a whole file, beside those that serve queries.</summary>
internal sealed class CopyLane(string path, Port port, Requests requests, WorkQueue writes)
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public void Copy(Request request)
    {
        var copy = Beside(request.Payload);
        Start(request, _ => FileCopy.Make(path, copy, request));
    }

    /// <summary>Looks at the database, or at a file beside it that somebody has sent.</summary>
    public void Check(Request request)
    {
        if (request.Payload.IsEmpty)
        {
            Start(request, _ => CheckServed(request));
        }
        else
        {
            var file = Beside(request.Payload);
            Start(request, answer => Tell(answer, SentFile.Accept(file, request)));
        }
    }

    public void Dump(Request request) => Start(request, answer =>
    {
        using var connection = Connection.OpenUnserved(path);
        connection.Begin(request);
        DatabaseDump.Write(connection, answer, (DumpPart)request.Detail, Encoding.UTF8.GetString(request.Payload));
    });

    public void Diff(Request request)
    {
        var format = DiffFormats.Of(request);
        Start(request, answer =>
        {
            using var versions = Versions.Open(path, request);
            format.Write(Differences.Find(versions), answer);
        });
    }

    public void Load(Request request)
    {
        var end = request.Payload.IndexOf((byte)0);
        if (end < 0)
        {
            throw new ProtocolException("A load needs a file, and what it becomes.");
        }

        var file = Beside(request.Payload[..end]);
        var rest = request.Payload[(end + 1)..];
        if ((LoadMode)request.Detail == LoadMode.Script)
        {
            var target = Beside(rest);
            Start(request, _ => ScriptLoad.Run(file, target, request));
        }
        else
        {
            var table = Encoding.UTF8.GetString(rest);
            Start(request, () => Prepare(request, file, table));
        }
    }

    /// <summary>How many tables and rows there are.</summary>
    public static void Tell(AnswerStream answer, LoadedRows loaded)
    {
        Span<byte> bytes = stackalloc byte[LoadedRows.Size];
        loaded.Write(bytes);
        answer.Write(bytes);
    }

    private void CheckServed(Request request)
    {
        using var database = OwnConnection.Served(path, request);
        FileCheck.Pass(database, request);
    }

    /// <summary>Looks at all of the file, and only then has the writer wait for it.</summary>
    private void Prepare(Request request, string file, string table)
    {
        request.Loads = TableFile.Read(file, table, (LoadMode)request.Detail, request);
        writes.Add(request);
    }

    private string Beside(ReadOnlySpan<byte> payload)
    {
        var name = Encoding.ASCII.GetString(payload);
        return name.Length is > 0 and <= 100 && !name.AsSpan().ContainsAnyExcept(NameLetters)
            ? Path.Combine(Path.GetDirectoryName(path)!, name)
            : throw new ProtocolException("A file beside the database needs a plain name.");
    }

    private void Start(Request request, Action<AnswerStream> work) => Start(request, () =>
    {
        using var answer = AnswerStream.Direct(port, request, new byte[Frame.HeaderSize + Frame.MaxToHost]);
        work(answer);
        requests.Complete(request, answer);
    });

    private void Start(Request request, Action work)
    {
        if (requests.TryAdd(request))
        {
            Lane.Start("copy", () => Run(request, work));
        }
    }

    private void Run(Request request, Action work)
    {
        try
        {
            work();
        }
        catch (SqliteFailure failure)
        {
            requests.Fail(request, failure);
        }
        catch (Exception exception) when (FileFailure.Is(exception))
        {
            requests.Fail(request, FileFailure.Of(exception));
        }
        catch (OutOfMemoryException)
        {
            requests.Fail(request, new SqliteFailure(FailureCode.Memory, "There is not enough memory for it beside the requests of others; try again in a moment."));
        }
    }
}

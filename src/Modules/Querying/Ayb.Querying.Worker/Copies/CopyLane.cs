using System.Buffers;
using System.Text;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Lanes;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Copies;

/// <summary>A thread for each copy or check, beside those that serve queries.</summary>
internal sealed class CopyLane(string path, Port port, Requests requests)
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public void Copy(Request request)
    {
        var name = Encoding.ASCII.GetString(request.Payload);
        if (name.Length is 0 or > 100 || name.AsSpan().ContainsAnyExcept(NameLetters))
        {
            throw new ProtocolException("A copy needs the name of a file.");
        }

        Start(request, () => FileCopy.Make(path, Path.Combine(Path.GetDirectoryName(path)!, name), request));
    }

    public void Check(Request request) => Start(request, () =>
    {
        using var database = OwnConnection.Served(path, request);
        FileCheck.Pass(database, request);
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
            requests.Remove(request);
            port.Send(new Frame(0, request.Id, FrameType.Chunk, FrameMarks.Last, 0), stackalloc byte[Frame.HeaderSize]);
        }
        catch (SqliteFailure failure)
        {
            requests.Fail(request, failure);
        }
    }
}

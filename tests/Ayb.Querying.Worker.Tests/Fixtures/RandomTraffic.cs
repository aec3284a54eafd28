using System.Text;
using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>
/// What a host might send, at random: requests of every kind that overlap each other, credit and cancellations for them and for
/// others, in pieces of any length. Every frame is well formed, so that every request must be answered, once.
/// </summary>
internal sealed class RandomTraffic(WorkerUnderTest worker, Random random)
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c";
    private const string Large = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 3000) SELECT x, hex(zeroblob(500)) FROM c";

    private static readonly string[] Texts =
    [
        "SELECT 1", "", ";", "nonsense", "SELECT 1; SELECT 2", Large, "SELECT 1; nonsense", "SELECT '\0'",
        "INSERT INTO t VALUES(random(), 'x')", "INSERT INTO t VALUES(1, zeroblob(3000)) RETURNING hex(b)", "DELETE FROM t WHERE a % 3 = 0",
        "UPDATE t SET a = a + 1", "CREATE TABLE IF NOT EXISTS t(a, b)", "CREATE INDEX i ON t(a)", "DROP INDEX IF EXISTS i", "VACUUM",
        "BEGIN; INSERT INTO t VALUES(2, 'y'); COMMIT", "BEGIN; INSERT INTO t VALUES(3, 'z')", "COMMIT", "SAVEPOINT s", "ROLLBACK TO s",
        "CREATE TEMP TABLE secret(a)", "PRAGMA foreign_keys = 0", "PRAGMA integrity_check", "ATTACH '' AS other",
        "INSERT INTO t SELECT * FROM t LIMIT 100", "SELECT * FROM t ORDER BY b LIMIT 50", "EXPLAIN SELECT * FROM t",
    ];

    private static readonly string[] Documents =
    [
        """{"sql":"SELECT ?","params":[1]}""", """["SELECT 1","INSERT INTO t VALUES(4,'j')"]""", """["SELECT 1","nonsense"]""", "[", "{}", "null",
        """{"transaction":false,"statements":["INSERT INTO t VALUES(5,'j')","nonsense","SELECT count(*) FROM t"]}""",
        """{"rows":"objects","integers":"string","statements":["SELECT a, a FROM t LIMIT 5"]}""", """{"sql":"SELECT :a","params":{"a":{"base64":"AAEC"}}}""",
    ];

    private readonly List<Task<Answer>> _answers = [];
    private readonly List<SentQuery> _requests = [];
    private readonly List<SentQuery> _sessions = [];
    private readonly List<byte> _unsent = [];

    /// <summary>The answers to all requests, as far as there are any.</summary>
    public async Task<IReadOnlyList<Answer>> SendAsync(int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            AddFrame();
            if (random.Next(3) == 0)
            {
                await SendAsync();
            }
        }

        foreach (var request in _requests)
        {
            Add(new Frame(0, request.Id, FrameType.Cancel, FrameMarks.None, 0));
        }

        _sessions.ForEach(EndSession);
        await SendAsync();
        return await Task.WhenAll(_answers);
    }

    private void AddFrame()
    {
        switch (random.Next(20))
        {
            case < 10:
                AddQuery(Pick(Texts), FrameMarks.None);
                break;
            case < 13:
                AddQuery(Pick(Documents), FrameMarks.Json);
                break;
            case 13:
                // Only a cancellation ends it in time for the test.
                AddQuery(Endless, FrameMarks.None);
                Add(new Frame(0, _requests[^1].Id, FrameType.Cancel, FrameMarks.None, 0));
                break;
            case 14:
                var session = Expect();
                _sessions.Add(session);
                Add(new Frame(0, session.Id, FrameType.OpenSession, Marks(), 0));
                break;
            case 15 when _sessions.Count > 0:
                EndSession(Pick(_sessions));
                break;
            case 16:
                Add(new Frame(0, AnyId(), FrameType.Cancel, FrameMarks.None, 0));
                break;
            case 17:
                Add(new Frame(0, AnyId(), FrameType.EndSession, FrameMarks.None, (ushort)random.Next(3)));
                break;
            default:
                Add(new Frame(0, AnyId(), FrameType.Credit, FrameMarks.None, (ushort)random.Next(ushort.MaxValue)));
                break;
        }
    }

    private void AddQuery(string text, FrameMarks marks)
    {
        var request = Expect();
        _requests.Add(request);
        var session = random.Next(4) == 0 ? (_sessions.Count > 0 ? Pick(_sessions).Id : AnyId()) : 0;
        byte[] payload = [.. BitConverter.GetBytes(session), .. Encoding.UTF8.GetBytes(text)];
        Add(new Frame(payload.Length, request.Id, FrameType.Query, marks | Marks(), (ushort)random.Next(4)), payload);
    }

    private void EndSession(SentQuery session) =>
        Add(new Frame(0, session.Id, FrameType.EndSession, FrameMarks.None, (ushort)random.Next(2)));

    private SentQuery Expect()
    {
        var request = worker.NewQuery();
        _answers.Add(request.FinishAsync());
        return request;
    }

    private void Add(Frame frame, byte[]? payload = null)
    {
        var head = new byte[Frame.HeaderSize];
        frame.Write(head);
        _unsent.AddRange(head);
        _unsent.AddRange(payload ?? []);
    }

    private async Task SendAsync()
    {
        byte[] frames = [.. _unsent];
        _unsent.Clear();
        await worker.SendBytesAsync(frames, random.Next(2) == 0 ? random.Next(1, 40) : int.MaxValue);
    }

    private FrameMarks Marks() => random.Next(3) > 0 ? FrameMarks.MayWrite : FrameMarks.None;

    private uint AnyId() => random.Next(4) == 0 || _requests.Count == 0 ? (uint)random.Next() : Pick(_requests).Id;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}

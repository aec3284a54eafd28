using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Ayb.Querying.Protocol;
using Ayb.Querying.Worker.Answers;
using Ayb.Querying.Worker.Sqlite;

namespace Ayb.Querying.Worker.Lanes;

/// <summary>The requests that have no last frame yet.</summary>
internal sealed class Requests(Port port)
{
    private readonly ConcurrentDictionary<uint, Request> _byId = new();
    private long _sqlBytes;

    /// <returns><c>false</c> when too much is waiting already; the request has its answer then.</returns>
    public bool TryAdd(Request request)
    {
        if (Interlocked.Add(ref _sqlBytes, request.Size) > Limits.WaitingSqlBytes)
        {
            Interlocked.Add(ref _sqlBytes, -request.Size);
            port.SendFailure(
                request.Id, FailureCode.Memory, $"More than {Limits.WaitingSqlBytes >> 20} MiB of SQL wait for this database; try again in a moment.");
            return false;
        }

        _byId[request.Id] = request;
        return true;
    }

    public bool TryFind(uint id, [NotNullWhen(true)] out Request? request) => _byId.TryGetValue(id, out request);

    /// <summary>Sends what is left of an answer.</summary>
    public void Complete(Request request, AnswerStream answer)
    {
        using (answer)
        {
            try
            {
                answer.Complete();
                Remove(request);
            }
            catch (SqliteFailure failure)
            {
                // Nobody has taken the answer in time.
                Fail(request, failure);
            }
        }
    }

    /// <summary>Ends the request, and this process if the failure is a final one.</summary>
    public void Fail(Request request, SqliteFailure failure)
    {
        Tell(request, failure);
        if (failure.IsFinal)
        {
            End();
        }
    }

    public void Tell(Request request, SqliteFailure failure)
    {
        Remove(request);
        port.SendFailure(request.Id, failure.Code, failure.Message, failure.Statement);
    }

    /// <summary>Fails those that do not end by themselves.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TellStuck()
    {
        var stuck = _byId.Values.Where(request => request.IsStuck).ToList();
        foreach (var request in stuck)
        {
            Fail(request, request.Type is FrameType.Load or FrameType.Check or FrameType.Diff ? request.Interruption() : new SqliteFailure(
                FailureCode.Stuck, $"A single step of the query ran longer than {Limits.QueryTime.TotalSeconds:0.###} seconds (limits.query_time), and the database's process was ended. A write may or may not have taken effect."));
        }

        return stuck.Count > 0;
    }

    /// <summary>Without closing anything: that would write. The host tells those who still wait.</summary>
    public static void End() => Linux.Exit(1);

    /// <summary>Its answer is complete.</summary>
    public void Remove(Request request)
    {
        if (_byId.TryRemove(request.Id, out _))
        {
            Interlocked.Add(ref _sqlBytes, -request.Size);
        }
    }
}

using Ayb.Querying.Protocol;

namespace Ayb.Querying.Worker.Tests.Fixtures;

/// <summary>For a worker whose queries get little time, so that one without end runs out of it soon.</summary>
internal static class Patience
{
    private const int Attempts = 10;

    /// <summary>Asks what ends at once, and again when the machine has stalled for all the time that it had.</summary>
    public static async Task<Answer> QueryPatientlyAsync(this WorkerUnderTest worker, string sql)
    {
        var answer = await worker.QueryAsync(sql);
        for (var attempt = 1; attempt < Attempts && answer.Failure == FailureCode.Timeout; attempt++)
        {
            answer = await worker.QueryAsync(sql);
        }

        return answer;
    }
}

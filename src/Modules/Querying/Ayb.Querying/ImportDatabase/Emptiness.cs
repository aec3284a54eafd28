using System.Security.Cryptography;
using System.Text.Json;
using Ayb.Contracts;
using Ayb.Querying.Files;
using Ayb.Querying.Protocol;
using Ayb.Querying.Workers;

namespace Ayb.Querying;

/// <summary>
/// That there was nothing in a database. When it is about to be replaced nobody is left who could be asked whether that still holds, but
/// the same content has the same answer.
/// </summary>
internal sealed class Emptiness
{
    private static readonly ReadOnlyMemory<byte> CountObjects = "SELECT count(*) FROM sqlite_schema"u8.ToArray();

    private readonly byte[]? _sha256;

    private Emptiness(byte[]? sha256) => _sha256 = sha256;

    public static async Task<Emptiness> LookAsync(
        HostedDatabase database, WorkerPool workers, DatabaseCopies copies, CancellationToken cancellationToken)
    {
        if (!await IsEmptyAsync(database, workers, cancellationToken)
            || !(await copies.CopyAsync(database, isForOthers: false, cancellationToken)).TryGet(out var copy, out _))
        {
            return new Emptiness(sha256: null);
        }

        await using (copy)
        {
            var sha256 = await SHA256.HashDataAsync(copy.Content, cancellationToken);

            // Somebody may have written before it was copied.
            return new Emptiness(await IsEmptyAsync(database, workers, cancellationToken) ? sha256 : null);
        }
    }

    public async Task<bool> HoldsForAsync(DatabaseCopy copy, CancellationToken cancellationToken) =>
        _sha256 is not null && (await SHA256.HashDataAsync(copy.Content, cancellationToken)).AsSpan().SequenceEqual(_sha256);

    /// <summary>As far as can be told: one that can't be opened is not.</summary>
    private static async Task<bool> IsEmptyAsync(HostedDatabase database, WorkerPool workers, CancellationToken cancellationToken)
    {
        var counted = await workers.RunAsync(database, new WorkerQuery(0, FrameMarks.None, AnswerFormat.Json, CountObjects), cancellationToken);
        if (!counted.TryGet(out var answer, out _))
        {
            return false;
        }

        await using (answer)
        {
            using var json = JsonDocument.Parse(answer.Current.Bytes);
            return json.RootElement.GetProperty("rows")[0][0].GetString() == "0";
        }
    }
}

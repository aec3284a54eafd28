using Amazon.S3.Model;
using Ayb.Contracts;

namespace Ayb.Snapshots.Storage.S3;

/// <summary>Reads an object, and does not wait for ever for the rest of it.</summary>
internal sealed class S3ObjectStream(GetObjectResponse response, TimeSpan stall) : PulledStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(stall);
        try
        {
            return await response.ResponseStream.ReadAsync(buffer, limit.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && S3Failure.Of(exception) is not null)
        {
            throw new SnapshotException(
                new AybError(ErrorKind.StorageUnreachable, "The storage of snapshots broke off in the middle of a snapshot; try again later."),
                exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            response.Dispose();
        }

        base.Dispose(disposing);
    }
}

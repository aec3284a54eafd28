using Ayb.Contracts;

namespace Ayb.Snapshots.Storage;

/// <summary>A failure of the contract that comes up where no result can be returned: inside a stream.</summary>
internal sealed class SnapshotException(AybError error, Exception? innerException = null) : IOException(error.Message, innerException)
{
    public AybError Error => error;
}

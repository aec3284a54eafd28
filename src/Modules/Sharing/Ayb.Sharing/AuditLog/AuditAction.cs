namespace Ayb.Sharing;

/// <summary>What an event of the audit log is about; the wire names are part of the contract.</summary>
internal enum AuditAction
{
    DatabaseCreated,
    DatabaseForked,
    DatabaseDeleted,
    DatabaseUndeleted,
    DatabaseRenamed,
    TransferOffered,
    DatabaseTransferred,
    Shared,
    PublicLevelChanged,
    LoggedIn,
    TokenCreated,
    TokenRevoked,
    SnapshotTaken,
    SnapshotDeleted,
    DatabaseRestored,
    DatabaseImported,
    MemberInvited,
    MemberAdded,
    MemberRemoved,
}

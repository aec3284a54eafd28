using Ayb.Contracts;

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>Why an export is not taken in.</summary>
internal static class ExportErrors
{
    public static readonly AybError NotEmpty = new(
        ErrorKind.Conflict, "The metadata is not empty: there are accounts or databases already. It is left as it is.");

    public static AybError Damaged(string what) =>
        new(ErrorKind.SnapshotDamaged, $"The metadata snapshot is damaged, or was not made by ayb: {what}.");

    public static AybError Newer(string what) =>
        new(ErrorKind.Conflict, $"The metadata snapshot is of a newer version of ayb: {what}. Restore it by that newer version.");

    public static AybError Unknown(string what) =>
        new(ErrorKind.Conflict, $"The metadata snapshot has {what}, which this version of ayb does not know. Restore it by the version that has made it.");
}

using System.Net;

namespace Ayb.Cli.Client.Connection;

/// <summary>What a server would not do, apart from its sentence about it.</summary>
internal sealed record Refusal(HttpStatusCode Status, string? Type, string? RecordType, string? Unless)
{
    /// <summary>Something is there already, or would get lost.</summary>
    public bool IsConflict => Status == HttpStatusCode.Conflict && Type == "Other";

    public bool IsNoSuchSnapshot => Type == "SnapshotDoesNotExistError";

    /// <summary>This header may let it through.</summary>
    public bool IsWithout(string header) => Unless == header;

    public bool IsNoSuch(string recordType) => Type == "RecordNotFound" && RecordType == recordType;
}

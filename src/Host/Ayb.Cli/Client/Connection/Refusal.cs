using System.Net;

namespace Ayb.Cli.Client.Connection;

/// <summary>What a server would not do, apart from its sentence about it.</summary>
internal sealed record Refusal(HttpStatusCode Status, string? Type, string? Id, string? RecordType, string? Unless)
{
    /// <summary>Something is there already, or would get lost.</summary>
    public bool IsConflict => Status == HttpStatusCode.Conflict && Type == "Other";

    public bool IsNoSuchSnapshot => Type == "SnapshotDoesNotExistError";

    /// <summary>What the caller has shown is good no more, or never was.</summary>
    public bool IsOfToken => Type == "InvalidToken";

    /// <summary>This header may let it through.</summary>
    public bool IsWithout(string header) => Unless == header;

    public bool IsNoSuch(string recordType) => Type == "RecordNotFound" && RecordType == recordType;

    /// <summary>What may be done about it whatever the command was; <c>null</c> when nothing is known.</summary>
    public string? Remedy => IsOfToken ? "Log in again with: ayb client log_in ENTITY" : Listing;

    /// <summary>Where to look for what was not found; <c>null</c> when no command lists it.</summary>
    private string? Listing => Type != "RecordNotFound" ? null : RecordType switch
    {
        "database" when Id?.Split('/') is [var owner, _] => $"ayb client list {owner} shows the databases there that you may see",
        "transfer" => "ayb client list_transfers shows what you offer and are offered",
        "organization" or "invitation" => "ayb client list_organizations shows yours, and those that invite you",
        "api_token" => "ayb client list_tokens shows yours",
        _ => null,
    };
}

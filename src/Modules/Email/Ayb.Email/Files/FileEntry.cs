namespace Ayb.Email.Files;

/// <summary>A line of the file; its names and their order are part of the contract.</summary>
internal sealed record FileEntry(
    string From,
    string To,
    string ReplyTo,
    string Subject,
    string ContentType,
    string ContentTransferEncoding,
    string Date,
    IReadOnlyList<string> Content);

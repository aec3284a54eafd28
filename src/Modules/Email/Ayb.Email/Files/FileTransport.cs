using System.Text.Encodings.Web;
using System.Text.Json;
using Ayb.Email.Delivery;
using Ayb.Email.Messages;
using Ayb.Email.Storage;

namespace Ayb.Email.Files;

/// <summary>Writes mails to a file, one JSON object a line: for development, and for whoever sends them by other means.</summary>
internal sealed class FileTransport(string path, string from, string replyTo) : IMailTransport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,

        // The file is no web page: '<' and '+' stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly AppendOnlyFile _file = new(Path.GetFullPath(path));

    public string Name => "file";

    public Task<DeliveryOutcome> SendAsync(OutboxMail mail, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = new FileEntry(
            from, mail.Recipient, replyTo, mail.Subject, "text/plain", "7bit",
            MailComposer.FormatDate(mail.WrittenAt), MailComposer.BodyLines(mail.Body));
        return Task.FromResult(Append([.. JsonSerializer.SerializeToUtf8Bytes(entry, Json), (byte)'\n']));
    }

    private DeliveryOutcome Append(byte[] line)
    {
        try
        {
            _file.Append(line);
            return new Delivered();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Deferred(exception.Message);
        }
    }
}

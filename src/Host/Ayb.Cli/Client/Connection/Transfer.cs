using System.Security.Cryptography;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Connection;

/// <summary>Whole databases on their way.</summary>
internal static class Transfer
{
    private const int BufferBytes = 128 * 1024;
    private const string Sha256 = "sha-256=:";

    /// <returns>How many bytes there were.</returns>
    public static async Task<long> CopyAsync(
        Stream from, Stream to, ProgressBar progress, IncrementalHash? hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        var done = 0L;
        while (await from.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            hash?.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            progress.Show(done += count);
        }

        progress.Clear();
        return done;
    }

    /// <summary>As it stands in the header Repr-Digest, RFC 9530.</summary>
    public static string DigestOf(ReadOnlySpan<byte> sha256) => $"{Sha256}{Convert.ToBase64String(sha256)}:";

    /// <exception cref="CommandFailedException">The server says of what it sent that it was something else.</exception>
    public static void Verify(HttpResponseMessage response, ReadOnlySpan<byte> sha256)
    {
        if (response.Headers.TryGetValues("repr-digest", out var digests)
            && digests.FirstOrDefault(digest => digest.StartsWith(Sha256, StringComparison.OrdinalIgnoreCase)) is { } said
            && said != DigestOf(sha256))
        {
            throw new CommandFailedException("What has arrived is not what the server sent: its SHA-256 is another. Try again.");
        }
    }
}

using System.Net;
using Ayb.Cli.Client.Output;

namespace Ayb.Cli.Client.Connection;

/// <summary>A file as the body of a request, and how much of it is on its way.</summary>
internal sealed class FileContent(FileStream file, ProgressBar progress) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        file.Position = 0;
        await Transfer.CopyAsync(file, stream, progress, hash: null, cancellationToken);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }
}

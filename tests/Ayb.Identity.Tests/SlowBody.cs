using System.Net;
using System.Text;

namespace Ayb.Identity.Tests;

/// <summary>A body that has begun, and goes on when the test says so.</summary>
internal sealed class SlowBody(string text) : HttpContent
{
    private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void SendRest() => _rest.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await stream.WriteAsync(bytes.AsMemory(0, 1));
        await stream.FlushAsync();
        await _rest.Task;
        await stream.WriteAsync(bytes.AsMemory(1));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Encoding.UTF8.GetByteCount(text);
        return true;
    }
}

using System.Text;

namespace Ayb.Identity.Tests;

/// <summary>A page that comes when the test says so, or never: then it is over when the caller has left.</summary>
internal sealed class HeldPage(string html)
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    public void Release() => _released.SetResult();

    public async Task AnswerAsync(Stream stream)
    {
        _asked.TrySetResult();
        var leaving = stream.ReadAsync(new byte[1]).AsTask();
        if (await Task.WhenAny(_released.Task, leaving) == leaving)
        {
            await leaving;
            return;
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Encoding.UTF8.GetByteCount(html)}\r\n\r\n{html}"));
        await leaving;
    }
}

using System.Text;

namespace Ayb.Cli.Tests.Fixtures;

/// <summary>What is written while somebody waits for it.</summary>
internal sealed class LiveScreen : TextWriter
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly StringBuilder _shown = new();
    private TaskCompletionSource _changed = NewSignal();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_shown)
        {
            _shown.Append(value);
            _changed.TrySetResult();
        }
    }

    public override string ToString()
    {
        lock (_shown)
        {
            return _shown.ToString();
        }
    }

    public async Task SeeAsync(string text)
    {
        while (true)
        {
            Task changed;
            lock (_shown)
            {
                if (_shown.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                _changed = NewSignal();
                changed = _changed.Task;
            }

            await changed.WaitAsync(Deadline);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Text;
using Ayb.Cli.Client.Interactive;

namespace Ayb.Cli.Tests.Fixtures;

/// <summary>A terminal at which somebody types what was said beforehand, and then hangs up.</summary>
internal sealed class TypedTerminal(params string[] typed) : ITerminal, IDisposable
{
    private readonly Queue<byte[]> _typed = new(typed.Select(Encoding.UTF8.GetBytes));
    private readonly StringBuilder _shown = new();

    public (int Columns, int Rows) Size { get; set; } = (80, 24);

    /// <summary>Happens when a line is finished, and keys mean signals again.</summary>
    public Action LineEnds { get; set; } = () => { };

    public bool IsRaw { get; private set; }

    public string Shown => _shown.ToString();

    public IDisposable EnterRawMode()
    {
        IsRaw.Should().BeFalse();
        IsRaw = true;
        return this;
    }

    public int Read(Span<byte> keys)
    {
        IsRaw.Should().BeTrue();
        if (!_typed.TryDequeue(out var bytes))
        {
            return 0;
        }

        bytes.CopyTo(keys);
        return bytes.Length;
    }

    public void Write(string text) => _shown.Append(text);

    public void Dispose()
    {
        IsRaw = false;
        LineEnds();
    }
}

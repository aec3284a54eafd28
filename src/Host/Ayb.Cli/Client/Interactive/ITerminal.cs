namespace Ayb.Cli.Client.Interactive;

/// <summary>A terminal with a person at it.</summary>
internal interface ITerminal
{
    (int Columns, int Rows) Size { get; }

    /// <summary>Hands every key over as it is typed, unechoed, until disposed.</summary>
    IDisposable EnterRawMode();

    /// <summary>Waits for keys. Answers how many bytes came, 0 when the terminal has gone.</summary>
    int Read(Span<byte> keys);

    void Write(string text);
}

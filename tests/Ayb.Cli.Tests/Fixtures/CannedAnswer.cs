namespace Ayb.Cli.Tests.Fixtures;

internal sealed record CannedAnswer(string Text)
{
    /// <summary>It does not even begin.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The connection ends with it.</summary>
    public bool IsLast { get; init; }

    /// <summary>And does so as that of a server that was killed.</summary>
    public bool Resets { get; init; }
}

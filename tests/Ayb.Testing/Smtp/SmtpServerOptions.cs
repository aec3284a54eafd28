namespace Ayb.Testing.Smtp;

/// <summary>How an <see cref="SmtpServer"/> behaves. By default it takes everything from everybody.</summary>
public sealed record SmtpServerOptions
{
    public SmtpSecurity Security { get; init; }

    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The ways to log in, of PLAIN and LOGIN. With any, nobody may send without.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    /// <summary>How many recipients are answered with 451 before the first is accepted.</summary>
    public int Defer { get; init; }

    /// <summary>The recipient who is answered with 550.</summary>
    public string? Refuse { get; init; }

    /// <summary>Answers every content with 554.</summary>
    public bool RefuseContent { get; init; }

    public bool SmtpUtf8 { get; init; }

    internal IEnumerable<string> Arguments(string certificateFile)
    {
        yield return $"--security={Security.ToString().ToLowerInvariant()}";
        yield return $"--port={Port}";
        yield return $"--certificate={certificateFile}";
        yield return $"--defer={Defer}";
        foreach (var mechanism in Mechanisms)
        {
            yield return $"--mechanism={mechanism}";
        }

        if (Refuse is not null)
        {
            yield return $"--refuse={Refuse}";
        }

        if (RefuseContent)
        {
            yield return "--refuse-content";
        }

        if (SmtpUtf8)
        {
            yield return "--smtputf8";
        }
    }
}

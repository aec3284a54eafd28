namespace Ayb.Contracts;

/// <summary>
/// When was this database last written to? The answer is a text that another write changes; one that nobody can tell yet, because the
/// last write is too fresh, is never given again. Nobody is started for it. Unanswered means that there is no file.
/// </summary>
public sealed class WhenWritten(HostedDatabase database) : Question<string>
{
    public HostedDatabase Database { get; } = database;
}

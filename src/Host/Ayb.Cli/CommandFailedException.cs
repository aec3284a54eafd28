namespace Ayb.Cli;

/// <summary>
/// Ends a command, or one statement of an interactive session.
/// The message is a sentence for the person at the keyboard and is printed as it is.
/// </summary>
internal sealed class CommandFailedException(string message, string? hint = null) : Exception(message)
{
    /// <summary>What the person may do about it here, when the message does not say so.</summary>
    public string? Hint => hint;
}

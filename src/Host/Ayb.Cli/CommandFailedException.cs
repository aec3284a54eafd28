namespace Ayb.Cli;

/// <summary>
/// Ends a command, or one statement of an interactive session.
/// The message is a sentence for the person at the keyboard and is printed as it is.
/// </summary>
internal sealed class CommandFailedException(string message) : Exception(message);

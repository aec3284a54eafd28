using System.Runtime.InteropServices;
using Ayb.Cli.Client.Interactive.Editing;

namespace Ayb.Cli.Client.Interactive;

/// <summary>Statement after statement, each shown with its answer, until the person leaves.</summary>
internal sealed class InteractiveSession(
    ITerminal terminal,
    QueriedDatabase database,
    History history,
    Shell shell)
{
    private const string Help =
        """
        End a statement with ; to run it. It may have several lines.
        Up and down, Ctrl-R    earlier statements
        Ctrl-C                 drop the line, or stop waiting for an answer
        Ctrl-D, .quit          leave
        """;

    private CancellationTokenSource? _turn;

    public async Task Run(CancellationToken cancellationToken)
    {
        // For the whole session: between the end of a line and its statement a Ctrl-C would otherwise end the process.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        shell.Output.WriteLine($"Launching an interactive session for {database.Title}");
        shell.Output.Flush();
        var reader = new LineReader(terminal, history, text => IsSessionCommand(text) || SqlText.IsComplete(text));
        while (true)
        {
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _turn = turn;
            if (reader.Read($"{database.Title}> ") is not { } text || IsFarewell(text))
            {
                return;
            }

            if (IsSessionCommand(text))
            {
                shell.Output.WriteLine(Help);
            }
            else if (!string.IsNullOrWhiteSpace(text))
            {
                await Show(text, turn.Token);
            }

            shell.Output.Flush();
        }
    }

    private static bool IsFarewell(string text) => text.Trim().TrimEnd(';') is ".quit" or ".exit" or "quit" or "exit";

    private static bool IsSessionCommand(string text) => text.AsSpan().Trim().StartsWith('.') || IsFarewell(text);

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        try
        {
            _turn?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came as the turn ended.
        }
    }

    private async Task Show(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await database.Show(sql, cancellationToken);
        }
        catch (CommandFailedException failure)
        {
            shell.Complain(failure);
        }
        catch (OperationCanceledException)
        {
            // The terminal has echoed ^C.
            shell.Error.WriteLine();
            shell.Error.WriteLine("Error: stopped waiting; the server may still finish the statement.");
        }
    }
}

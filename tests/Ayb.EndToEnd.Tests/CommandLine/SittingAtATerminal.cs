using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.CommandLine;

public sealed class SittingAtATerminal(ClientServer server) : IClassFixture<ClientServer>
{
    private const string Prompt = "alice/books> ";
    private const string Enter = "\r";
    private const string ControlC = "\x03";
    private const string ControlD = "\x04";
    private const string Up = "\e[A";

    [Fact]
    public async Task A_session_of_several_lines_with_a_mistake_in_the_middle()
    {
        await using var terminal = new TerminalSession($"{Executables.Ayb} client query alice/books", server.Environment("alice"));

        await terminal.SeeAsync("Launching an interactive session for alice/books");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"CREATE TABLE note (text);{Enter}");
        await terminal.SeeAsync("Rows: 0");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"INSERT INTO note{Enter}");
        await terminal.SeeAsync("...> ");
        await terminal.TypeAsync($"VALUES ('over two lines');{Enter}");
        await terminal.SeeAsync("Rows: 0");
        await terminal.TypeAsync($"SELEKT;{Enter}");
        await terminal.SeeAsync("Error: near \"SELEKT\": syntax error");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"SELECT 'dropped'{ControlC}");
        await terminal.SeeAsync("^C");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"SELECT text, 1 + 1 AS two FROM note;{Enter}");
        await terminal.SeeAsync(" over two lines | 2");
        await terminal.SeeAsync("Rows: 1");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"{Up}{Enter}");
        await terminal.SeeAsync(" over two lines | 2");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync(ControlD);

        (await terminal.EndAsync()).Should().Be(0);
        terminal.Screen.ToString().Should().NotContain("Unhandled");
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_left_and_the_session_goes_on()
    {
        await using var terminal = new TerminalSession($"{Executables.Ayb} client query alice/books", server.Environment("alice"));

        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n;{Enter}");
        await terminal.SeeAsync("\e[?2004l");
        await terminal.TypeAsync(ControlC);
        await terminal.SeeAsync("Error: stopped waiting");
        await terminal.SeeAsync(Prompt);
        await terminal.TypeAsync($"SELECT 40 + 2 AS answer;{Enter}");
        await terminal.SeeAsync(" 42");
        await terminal.TypeAsync($".quit{Enter}");

        (await terminal.EndAsync()).Should().Be(0);
    }
}

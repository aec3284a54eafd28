using System.Runtime.InteropServices;
using Ayb.Cli.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Cli.Tests.Interactive;

[Collection(SharedProcess.Name)]
public sealed class InteractiveSessions : IDisposable
{
    private const string OneRow = """{"fields":["a"],"rows":[["1"]]}""";

    private readonly TemporaryFolder _home = new();
    private readonly CannedServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task A_statement_over_several_lines_is_one_request()
    {
        _server.Answers(200, OneRow);
        var result = await Session("SELECT\r", " 1;\r", "\x04");
        _server.Requests.Should().ContainSingle().Which.Body.Should().Be("SELECT\n 1;");
        result.Should().Be(new CommandResult(
            0, "Launching an interactive session for marcua/test.sqlite\n a\n---\n 1\n\nRows: 1\n", ""));
    }

    [Fact]
    public async Task Columns_are_named_also_without_rows()
    {
        _server.Answers(200, """{"fields":["a","b"],"rows":[]}""");
        _server.Answers(200, """{"fields":[],"rows":[]}""");
        (await Session("SELECT 1;\r", "DELETE FROM a;\r", "\x04")).Output.Should().EndWith(" a | b\n---+---\n\nRows: 0\n\nRows: 0\n");
    }

    [Fact]
    public async Task An_error_is_told_and_the_session_goes_on()
    {
        _server.Answers(400, """{"type":"QueryError","message":"near \"selec\": syntax error"}""");
        _server.Answers(200, OneRow);
        var result = await Session("selec;\rSELECT 1;\r.quit\r");
        result.Status.Should().Be(0);
        result.Error.Should().Be("Error: near \"selec\": syntax error\n");
        result.Output.Should().EndWith("Rows: 1\n");
    }

    [Fact]
    public async Task A_dropped_line_is_never_sent()
    {
        _server.Answers(200, OneRow);
        await Session("DROP TABLE a;\x03", "SELECT 1;\r", "exit\r");
        _server.Requests.Should().ContainSingle().Which.Body.Should().Be("SELECT 1;");
    }

    [Fact]
    public async Task Statements_are_found_again_in_the_next_session()
    {
        _server.Answers(200, OneRow);
        _server.Answers(200, OneRow);
        await Session("SELECT 1;\r");
        await Session("\e[A\r");
        _server.Requests.Select(request => request.Body).Should().Equal("SELECT 1;", "SELECT 1;");
    }

    [Fact]
    public async Task The_prompt_names_the_database_and_the_terminal_is_left_as_it_was()
    {
        var terminal = new TypedTerminal(".help\r", "\x04");
        var result = await Session(terminal);
        terminal.Shown.Should().Contain("marcua/test.sqlite> .help");
        terminal.IsRaw.Should().BeFalse();
        result.Output.Should().Contain("Ctrl-D");
        _server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_statement_taller_than_the_terminal_is_seen_through_a_window()
    {
        var terminal = new TypedTerminal("one\rtwo\rthree\rfour") { Size = (40, 3) };
        await Session(terminal);
        var lastScreen = terminal.Shown[terminal.Shown.LastIndexOf("\e[J", StringComparison.Ordinal)..];
        lastScreen.Should().NotContain("one").And.ContainAll("two", "three", "four");
    }

    [Fact]
    public async Task An_interrupt_between_a_line_and_its_statement_stops_the_statement_and_not_the_session()
    {
        using var survival = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        _server.NeverAnswers();
        var terminal = new TypedTerminal("SELECT 1;\r");
        terminal.LineEnds = () =>
        {
            terminal.LineEnds = () => { };
            Signals.Send(Environment.ProcessId, Signals.Interrupt);
        };

        var result = await Session(terminal).WaitAsync(TimeSpan.FromSeconds(30));

        result.Status.Should().Be(0);
        result.Error.Should().Contain("stopped waiting");
    }

    [Fact]
    public async Task A_session_in_the_past_says_so_at_each_prompt_and_to_the_server()
    {
        _server.Answers(200, OneRow);
        var terminal = new TypedTerminal("SELECT 1;\r", "\x04");

        var result = await Session(terminal, "--as_of", "s-1");

        terminal.Shown.Should().Contain("marcua/test.sqlite as of s-1> SELECT 1;");
        result.Output.Should().StartWith("Launching an interactive session for marcua/test.sqlite as of s-1\n");
        _server.Requests.Should().ContainSingle().Which.Line.Should().Be("POST /v1/marcua/test.sqlite/query?as_of=s-1");
    }

    private Task<CommandResult> Session(params string[] typed) => Session(new TypedTerminal(typed));

    private Task<CommandResult> Session(TypedTerminal terminal, params string[] options) => new CommandRun(_home)
    {
        Terminal = terminal,
        Environment = { ["AYB_SERVER_URL"] = _server.Url, ["AYB_API_TOKEN"] = "t" },
    }.Run(["client", "query", "marcua/test.sqlite", .. options]);
}

using System.Net;
using Ayb.Querying.Protocol;
using Ayb.Querying.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>A worker has run a tenant's SQL: the host believes nothing that it says.</summary>
public sealed class MistrustingWorkers
{
    private const string NotOpened = "The database could not be opened; try again in a moment.";
    private const string Gone = "The process that serves this database ended while the query ran.*";

    [Theory]
    [InlineData("sys.exit(0)")]
    [InlineData("sys.exit(7)")]
    [InlineData("os.kill(os.getpid(), signal.SIGKILL)")]
    [InlineData("connect()")]
    [InlineData("connect(); host.close(); linger()")]
    [InlineData("connect(); host.sendall(b'\\0' * 5)")]
    [InlineData("connect(); host.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n'); linger()")]
    [InlineData("connect(); send(READY, detail=1, payload=b'\\x3f\\0\\0\\0'); linger()")]
    [InlineData("connect(); send(READY, detail=2, payload=b'\\x3f\\0\\0'); linger()")]
    [InlineData("connect(); send(CHUNK, marks=LAST, payload=b'{}'); linger()")]
    [InlineData("connect(); send(READY, detail=1, length=2**32 - 1); linger()")]
    [InlineData("connect(); send(READY, detail=1, length=65537); linger()")]
    public Task One_that_is_not_ready_serves_nobody(string misbehaviour) =>
        ShouldBeReplacedAsync(misbehaviour, NotOpened);

    [Theory]
    [InlineData("ready(); query(); sys.exit(0)")]
    [InlineData("ready(); query(); os.kill(os.getpid(), signal.SIGKILL)")]
    [InlineData("ready(); query(); host.close(); linger()")]
    [InlineData("ready(); query(); host.shutdown(socket.SHUT_WR); linger()")]
    [InlineData("ready(); send(CHUNK, query(), LAST, length=65537); linger()")]
    [InlineData("ready(); send(CHUNK, query(), LAST, length=2**31); linger()")]
    [InlineData("ready(); send(FAILURE, query(), length=2**32 - 1); linger()")]
    [InlineData("ready(); send(CHUNK, query(), LAST, length=65536); host.close(); linger()")]
    [InlineData("ready(); send(99, query()); linger()")]
    [InlineData("ready(); send(1, query(), payload=b'SELECT 1'); linger()")]
    [InlineData("ready(); query(); send(READY, detail=1, payload=b'\\x3f\\0\\0\\0'); linger()")]
    [InlineData("ready(); query(); host.sendall(os.urandom(4) + b'\\xff' * 100000); linger()")]
    public Task One_that_breaks_the_protocol_is_killed(string misbehaviour) =>
        ShouldBeReplacedAsync(misbehaviour, Gone);

    [Fact]
    public async Task One_that_ends_as_soon_as_it_is_ready_is_replaced()
    {
        using var hostile = new HostileWorker("ready()");
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        // Whether the host has noticed when it hands over the query is a matter of luck.
        var first = await host.QueryAsync("SELECT 1");

        first.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("LAST")]
    public async Task Chunks_beyond_the_credit_break_the_answer_off(string marks)
    {
        using var hostile = new HostileWorker($"""
            ready()
            request = query()
            for chunk in range({Frame.InitialCredit}):
                send(CHUNK, request, payload=b'x')
            send(CHUNK, request, {marks}, payload=b'x')
            linger()
            """);
        await using var host = await QueryingHost.StartAsync(hostile.Path);
        var answer = (await host.BeginAsync("SELECT 1")).Value;
        await host.Workers().ShouldBeGoneAsync();

        var taken = 1;
        while (await answer.MoveNextAsync(CancellationToken.None).AsTask().WaitAsync(QueryingHost.Deadline))
        {
            answer.Current.IsLast.Should().BeFalse();
            taken++;
        }

        taken.Should().Be(Frame.InitialCredit);
        await answer.DisposeAsync();
        await answer.DisposeAsync();
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task An_answer_to_nobody_is_skipped()
    {
        using var hostile = new HostileWorker("""
            ready()
            request = query()
            send(CHUNK, request + 1, LAST, payload=b'not yours')
            send(FAILURE, request + 2, detail=1, payload=b'\xff\xff\xff\xffnot yours')
            send(CHUNK, request, LAST, payload=b'yours')
            send(CHUNK, request, LAST, payload=b'twice')
            linger()
            """);
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        (await (await host.QueryAsync("SELECT 1")).Content.ReadAsStringAsync()).Should().Be("yours");
    }

    [Fact]
    public async Task One_that_does_not_end_when_told_is_killed_with_the_server()
    {
        using var hostile = new HostileWorker("ready(); send(CHUNK, query(), LAST, payload=b'yours'); signal.signal(signal.SIGTERM, signal.SIG_IGN); linger()");
        var host = await QueryingHost.StartAsync(hostile.Path);
        (await host.QueryAsync("SELECT 1")).StatusCode.Should().Be(HttpStatusCode.OK);
        var workers = host.Workers();
        workers.Should().ContainSingle();

        await host.DisposeAsync();

        await workers.ShouldBeGoneAsync();
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("not executable")]
    [InlineData("not a program")]
    public async Task Without_a_program_nothing_is_served_until_there_is_one(string what)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "worker");
        if (what != "missing")
        {
            await File.WriteAllTextAsync(path, "\u007fnot a program");
            File.SetUnixFileMode(path, what == "not executable" ? UnixFileMode.UserRead : UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await using var host = await QueryingHost.StartAsync(path);
        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", NotOpened);
        host.Log().Of(3003).Should().ContainSingle(line => line.StartsWith("Database db:"));

        File.Delete(path);
        File.CreateSymbolicLink(path, Executables.Worker);
        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_tried_again()
    {
        await using var host = await QueryingHost.StartAsync();
        var databases = Path.Combine(host.Folder, "databases");
        await File.WriteAllTextAsync(databases, "in the way");
        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", NotOpened);

        File.Delete(databases);

        (await host.ValueAsync("SELECT 1")).Should().Be("1");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_reported()
    {
        await using var host = await QueryingHost.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(host.Folder, "databases", "db")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "database.sqlite"), new string('x', 10_000));

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", "The database can't be used: file is not a database*");
    }

    [Fact]
    public async Task What_it_prints_reaches_the_log_and_does_not_flood_it()
    {
        using var hostile = new HostileWorker("""
            os.write(2, b'first words\n')
            for line in range(2000):
                os.write(2, b'y' * 5000 + b'\n')
            for part in range(1000):
                os.write(1, b'z' * 10000)
            ready()
            send(CHUNK, query(), LAST, payload=b'yours')
            linger()
            """);
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        (await host.QueryAsync("SELECT 1")).StatusCode.Should().Be(HttpStatusCode.OK);

        var lines = host.Log().Of(3006);
        lines.Should().Contain(line => line.EndsWith("first words"));
        lines.Should().HaveCountLessThanOrEqualTo(200).And.OnlyContain(line => line.Length < 600);
    }

    private static async Task ShouldBeReplacedAsync(string misbehaviour, string message)
    {
        using var hostile = new HostileWorker(misbehaviour);
        await using var host = await QueryingHost.StartAsync(hostile.Path);

        await host.QueryAsync("SELECT 1").ShouldFailAsync(HttpStatusCode.ServiceUnavailable, "Other", message);

        (await host.ValueAsync("SELECT 1")).Should().Be("1");
        await host.UntilAsync(() => host.Workers().Count == 1);
    }
}

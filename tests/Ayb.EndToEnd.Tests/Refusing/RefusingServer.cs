using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Refusing;

/// <summary>
/// A server with alice, who has the private database <c>books</c> and the public <c>open</c> (read-only) and
/// <c>seed</c> (fork), bob, who has nothing, and a token that was revoked.
/// </summary>
public sealed class RefusingServer : IAsyncLifetime, IDisposable
{
    private static readonly Dictionary<string, string> ForManyMistakes = new()
    {
        ["AYB__RATE_LIMITS__REGISTER_PER_ADDRESS"] = "off",
        ["AYB__RATE_LIMITS__TOKEN_FAILURES_PER_ADDRESS"] = "off",
    };

    private readonly TestFolder _folder = new();
    private ServerProcess? _server;
    private Account? _alice;
    private Account? _bob;
    private string? _revoked;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(new ServerProcessOptions(_folder.Path) { Environment = ForManyMistakes });
        _alice = await Account.RegisterAsync(_server, "alice");
        await _alice.CreateAsync("books");
        await _alice.QueryAsync("books", "CREATE TABLE book (title); INSERT INTO book VALUES ('Middlemarch')");
        await _alice.CreateAsync("open", "read-only");
        await _alice.QueryAsync("open", "CREATE TABLE book (title); INSERT INTO book VALUES ('Ulysses')");
        await _alice.CreateAsync("seed", "fork");
        _bob = await Account.RegisterAsync(_server, "bob");
        var former = await Account.ConfirmAsync(_server, Account.MailedToken(_server, "alice"));
        await former.RevokeAsync();
        _revoked = former.Token;
    }

    /// <summary>Sends the request, compares the whole answer, and makes sure that nothing has come of it.</summary>
    internal async Task RefusesAsync(Refusal refusal)
    {
        var answer = await RawHttp.SendAsync(
            _server!.Http.BaseAddress!,
            refusal.Method,
            Reveal(refusal.Path),
            refusal.Headers.Select(Reveal),
            refusal.Body);

        answer.Status.Should().Be(refusal.Status, answer.Body);
        answer.Headers["Content-Type"].Should().Equal("application/json");
        answer.Headers["WWW-Authenticate"].Should().Equal(refusal.Status == 401 ? ["Bearer"] : []);
        var error = JsonElement.Parse(answer.Body);
        error.GetProperty("type").GetString().Should().Be(refusal.Type);
        error.GetProperty("message").GetString().Should().Match(Reveal(refusal.Message));
        error.EnumerateObject().Select(property => property.Name).Should().Equal(
            refusal.Type == "RecordNotFound" ? ["type", "message", "id", "record_type"] : ["type", "message"]);
        await NothingHappenedAsync();
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private string Reveal(string text) => text
        .Replace("{alice}", _alice!.Token)
        .Replace("{alice-short}", _alice.Token.Split('_')[1])
        .Replace("{bob}", _bob!.Token)
        .Replace("{revoked}", _revoked);

    private async Task NothingHappenedAsync()
    {
        (await _alice!.DatabasesAsync()).Should().Equal("books", "open", "seed");
        (await _alice.TokensAsync()).Should().ContainSingle();
        (await _alice.QueryAsync("books", "SELECT title FROM book")).Should().BeEquivalentTo([new[] { "Middlemarch" }]);
        (await _alice.QueryAsync("open", "SELECT title FROM book")).Should().BeEquivalentTo([new[] { "Ulysses" }]);
        (await _bob!.DatabasesAsync()).Should().BeEmpty();
        (await _bob.TokensAsync()).Should().ContainSingle();
        (await _alice.PermissionsAsync("books")).Should().BeEmpty();
        (await _alice.PublicLevelAsync("books")).Should().Be("no-access");
        File.ReadLines(_server!.MailFile).Should().HaveCount(2, "no mail has gone out since");
        _server.Output.Should().NotContain(" ERR ");
    }
}

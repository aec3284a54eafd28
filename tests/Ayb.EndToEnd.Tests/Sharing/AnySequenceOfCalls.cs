using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>
/// Everybody tries to share alice's database, to open it to the public, to make tokens for it and to revoke tokens, in any order.
/// After each call every token may do what was last said of its bearer, and no more than it was made for; a revoked one nothing.
/// </summary>
public sealed class AnySequenceOfCalls(SharingServers servers) : IClassFixture<SharingServers>
{
    private const int Sequences = 15;
    private const string Revoked = """401 {"type":"InvalidToken","message":"API token has been revoked"}""";

    // One request tells which of the three levels it was made with, and changes nothing.
    private const string Probe = "DELETE FROM book WHERE title = 'Ulysses'";

    private static readonly string[] Levels = ["no-access", "read-only", "read-write", "manager"];
    private static readonly string[] PublicLevels = ["no-access", "fork", "read-only"];

    // Alice's own attempts are those that always count, and most is shared with bob: more of them, and more comes about.
    private static readonly Gen<string> Anybody = Gen.Elements("alice", "alice", "bob", "bob", "carol");

    private static readonly Gen<Attempt> Attempts = Gen.Frequency(
        (4, from caller in Anybody from with in Anybody from level in Gen.Elements(Levels) select new Attempt("share", caller, level, with, 0)),
        (1, from caller in Anybody from level in Gen.Elements(PublicLevels) select new Attempt("update", caller, level, "everybody", 0)),
        (3, from caller in Anybody from level in Gen.Elements("read-only", "read-write") select new Attempt("token", caller, level, "", 0)),
        (2, from caller in Anybody from which in Gen.Choose(0, 99) select new Attempt("revoke", caller, "", "", which)));

    private readonly Dictionary<string, string> _said = [];
    private readonly List<MadeToken> _made = [];
    private readonly HashSet<string> _outcomes = [];
    private string _publicLevel = "no-access";

    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Leaves_every_token_with_what_was_said_last(MetadataEngine engine)
    {
        var server = await servers.OfAsync(engine);
        var number = 0;

        Prop.ForAll(
                Attempts.ArrayOf().Select(attempts => attempts.Take(20).ToArray()).ToArbitrary(),
                (Attempt[] attempts) => HoldsAsync(server, $"books-{Interlocked.Increment(ref number)}", attempts))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));

        number.Should().BeGreaterThanOrEqualTo(Sequences);
        _outcomes.Should().Contain(["share 204", "share 403", "update 200", "update 403", "token 201", "token 403", "revoke 200", "revoke 404"]);
    }

    private async Task HoldsAsync(SharingServer server, string slug, Attempt[] attempts)
    {
        var books = await server.CreateAsync(slug);
        _said.Clear();
        _made.Clear();
        _publicLevel = "no-access";
        foreach (var attempt in attempts)
        {
            var (expected, answer) = await TryAsync(books, attempt);
            answer.Should().StartWith(expected, "that is what {0} may", attempt);
            _outcomes.Add($"{attempt.What} {answer[..3]}");
            await EveryTokenMayDoWhatWasSaidAsync(books);
        }
    }

    private async Task<(string Expected, string Answer)> TryAsync(SharingServer books, Attempt attempt)
    {
        var caller = Named(books, attempt.Caller);
        var manages = attempt.Caller == "alice" || _said.GetValueOrDefault(attempt.Caller) == "manager";
        switch (attempt.What)
        {
            case "share" when manages && attempt.With != "alice":
                _said[attempt.With] = attempt.Level;
                return ("204", await books.ShareAsync(caller, attempt.With, attempt.Level));
            case "share":
                return ("403 ", await books.ShareAsync(caller, attempt.With, attempt.Level));
            case "update":
                _publicLevel = manages ? attempt.Level : _publicLevel;
                return (manages ? "200 " : "403 ", await books.UpdateAsync(caller, attempt.Level));
            case "token":
                return await TryToMakeAsync(books, caller, attempt.Level);
            default:
                return await TryToRevokeAsync(books, caller, attempt.Which);
        }
    }

    private async Task<(string Expected, string Answer)> TryToMakeAsync(SharingServer books, Account caller, string level)
    {
        var may = Rank(level) <= Rank(LevelOf(caller.Entity));
        var answer = await books.CallAsync(caller, "POST tokens", body: null, $"database: {books.Database}", $"permission-level: {level}");
        if (answer.StartsWith("201 ", StringComparison.Ordinal))
        {
            _made.Add(new MadeToken(caller with { Token = SharingServer.TokenIn(answer) }, level));
        }

        return (may ? "201 " : "403 ", answer);
    }

    private async Task<(string Expected, string Answer)> TryToRevokeAsync(SharingServer books, Account caller, int which)
    {
        if (_made.Count == 0)
        {
            return ("404 ", await books.CallAsync(caller, "DELETE tokens/nothing"));
        }

        var token = _made[which % _made.Count];
        var may = !token.IsRevoked && token.Account.Entity == caller.Entity;
        token.IsRevoked |= may;
        return (may ? "200 {}" : "404 ", await books.CallAsync(caller, $"DELETE tokens/{token.Account.Token.Split('_')[1]}"));
    }

    private async Task EveryTokenMayDoWhatWasSaidAsync(SharingServer books)
    {
        foreach (var account in new[] { books.Alice, books.Bob, books.Carol })
        {
            (await books.QueryAsync(account, Probe)).Should().StartWith(AnswerAt(LevelOf(account.Entity)));
        }

        foreach (var token in _made)
        {
            var level = LevelOf(token.Account.Entity);
            (await books.QueryAsync(token.Account, Probe)).Should().StartWith(
                token.IsRevoked ? Revoked : AnswerAt(Rank(token.Level) < Rank(level) ? token.Level : level), "{0} was made for {1}", token.Account.Entity, token.Level);
        }
    }

    private string LevelOf(string entity) =>
        entity == "alice" ? "manager"
        : _said.TryGetValue(entity, out var level) ? level
        : _publicLevel == "read-only" ? "read-only"
        : "no-access";

    private static int Rank(string level) => Array.IndexOf(Levels, level);

    private static string AnswerAt(string level) => level switch
    {
        "no-access" => """403 {"type":"Unauthorized",""",
        "read-only" => """403 {"type":"NoWriteAccessError",""",
        _ => "200 ",
    };

    private static Account Named(SharingServer server, string entity) =>
        new[] { server.Alice, server.Bob, server.Carol }.Single(account => account.Entity == entity);

    private sealed record Attempt(string What, string Caller, string Level, string With, int Which);

    private sealed record MadeToken(Account Account, string Level)
    {
        public bool IsRevoked { get; set; }
    }
}

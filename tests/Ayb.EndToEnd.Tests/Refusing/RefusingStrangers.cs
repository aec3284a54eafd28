using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Refusing;

/// <summary>Credentials that are not good, at every endpoint that looks at them.</summary>
public sealed class RefusingStrangers(RefusingServer server) : IClassFixture<RefusingServer>
{
    private const string NeedsToken = "This needs an API token: send it as 'Authorization: Bearer <token>'.";

    private static readonly (string Method, string Path)[] RequiringAToken =
    [
        ("GET", "/v1/tokens"),
        ("POST", "/v1/tokens"),
        ("DELETE", "/v1/tokens/{alice-short}"),
        ("POST", "/v1/alice/new/create"),
        ("POST", "/v1/alice/books/query"),
        ("PATCH", "/v1/alice/books/update"),
        ("POST", "/v1/alice/books/share"),
        ("GET", "/v1/alice/books/permissions"),
        ("POST", "/v1/organizations"),
        ("GET", "/v1/organizations"),
        ("PUT", "/v1/organizations/alice"),
        ("GET", "/v1/entity/alice/members"),
        ("PUT", "/v1/entity/alice/members/bob"),
        ("DELETE", "/v1/entity/alice/members/bob"),
        ("GET", "/v1/alice/books/audit"),
        ("GET", "/v1/entity/alice/audit"),
    ];

    private static readonly (string Method, string Path)[] TakingAToken =
        [.. RequiringAToken, ("GET", "/v1/entity/alice"), ("GET", "/v1/alice/open/details")];

    private static readonly (string Header, string Type, string Message)[] BadCredentials =
    [
        ("Authorization: Bearer", "Unauthorized", NeedsToken),
        ("Authorization: Bearer ", "Unauthorized", NeedsToken),
        ("Authorization: Basic YWxpY2U6c2VjcmV0", "Unauthorized", NeedsToken),
        ("Authorization: {alice}", "Unauthorized", NeedsToken),
        ("Authorization: Bearer: {alice}", "Unauthorized", NeedsToken),
        ("Authorization: Bearer nonsense", "InvalidToken", "Invalid API token"),
        ("Authorization: Bearer {alice} {alice}", "InvalidToken", "Invalid API token"),
        ("Authorization: Bearer {alice}x", "InvalidToken", "Invalid API token"),
        ("Authorization: Bearer ayb_{alice-short}_", "InvalidToken", "Invalid API token"),
        ("Authorization: Bearer ayb_' OR 1=1 --", "InvalidToken", "Invalid API token"),
        ("Authorization: Bearer {revoked}", "InvalidToken", "API token has been revoked"),
    ];

    public static TheoryData<Refusal> Refusals =>
    [
        .. RequiringAToken.Select(at => new Refusal(at.Method, at.Path, 401, "Unauthorized", NeedsToken)),
        .. from at in TakingAToken
           from bad in BadCredentials
           select new Refusal(at.Method, at.Path, 401, bad.Type, bad.Message).With(bad.Header),
        new("GET", "/v1/alice/books/details", 401, "Unauthorized", "Database alice/books is not accessible"),
    ];

    [Theory, MemberData(nameof(Refusals))]
    public Task With_the_way_in(Refusal refusal) => server.RefusesAsync(refusal.With("db-type: sqlite").Carrying("DROP TABLE book"));

    [Fact]
    public Task Two_tokens_at_once() => server.RefusesAsync(
        new Refusal("GET", "/v1/tokens", 401, "InvalidToken", "Invalid API token").With(Refusal.Alice, Refusal.Bob));
}

using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Refusing;

public sealed class RefusingUnknownRoutes(RefusingServer server) : IClassFixture<RefusingServer>
{
    public static TheoryData<Refusal> Refusals =>
    [
        .. new[]
        {
            "GET /", "GET /v1", "GET /v1/", "GET /v2/tokens", "GET /nothing", "GET /v1/nothing", "GET /openapi", "GET /v1/openapi",
            "GET /health/more", "POST /v1/alice/books/nothing", "GET /v1/alice//details", "POST /v1//books/query",
            "GET /v1/entity", "GET /v1/entity/", "GET /v1/tokens/a/b", "GET /v1/..%2f..%2fetc%2fpasswd",
        }.Select(Unknown),
        .. new[]
        {
            "POST /health", "GET /v1/register", "PUT /v1/confirm", "DELETE /v1/log_in", "PUT /v1/tokens", "DELETE /v1/tokens/", "GET /v1/tokens/short",
            "POST /v1/entity/alice", "GET /v1/alice/books/create", "POST /v1/alice/books/details", "GET /v1/alice/books/query", "POST /v1/alice/books", "BREW /v1/tokens",
        }.Select(Misused),
    ];

    [Theory, MemberData(nameof(Refusals))]
    public Task In_the_same_shape_as_everything_else(Refusal refusal) => server.RefusesAsync(refusal);

    private static Refusal Unknown(string request) =>
        request.Split(' ') is [var method, var path]
            ? new Refusal(method, path, 404, "RecordNotFound", $"Record not found: {method} {path} (endpoint)").With(Refusal.Alice)
            : throw new ArgumentException(request);

    private static Refusal Misused(string request) =>
        request.Split(' ') is [var method, var path]
            ? new Refusal(method, path, 405, "Other", $"{path} does not take {method}.").With(Refusal.Alice)
            : throw new ArgumentException(request);
}

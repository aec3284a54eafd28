using System.Text.Json;
using Ayb.Contracts;
using Ayb.Infrastructure.Http;
using Microsoft.AspNetCore.Http;

namespace Ayb.Infrastructure.Tests.Http;

public sealed class AnsweringErrors
{
    private static readonly string[] ContractTypes =
    [
        "CantSetOwnerPermissions", "ConfigurationError", "DurationParseError", "EmailError", "InvalidSlug", "InvalidToken",
        "NoWriteAccessError", "QueryError", "RecordNotFound", "RegistrationError", "S3ExecutionError", "S3ConnectionError",
        "SnapshotError", "SnapshotDoesNotExistError", "EmptyUpdateError", "Unauthorized", "Other",
    ];

    public static TheoryData<ErrorKind> Kinds => new(Enum.GetValues<ErrorKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_an_error_status_and_a_type_of_the_contract(ErrorKind kind)
    {
        var (status, type) = ErrorResponse.Of(kind);

        status.Should().BeInRange(400, 599);
        ContractTypes.Should().Contain(type);
    }

    [Fact]
    public async Task A_missing_record_says_which()
    {
        var (response, json) = await WriteAsync(AybError.NotFound("database", "ada/notes"));

        response.StatusCode.Should().Be(404);
        json.GetProperty("type").GetString().Should().Be("RecordNotFound");
        json.GetProperty("id").GetString().Should().Be("ada/notes");
        json.GetProperty("record_type").GetString().Should().Be("database");
    }

    [Fact]
    public async Task A_header_that_lets_it_through_is_named_where_there_is_one()
    {
        var (_, waived) = await WriteAsync(new AybError(ErrorKind.Conflict, "no") { Unless = "give-up" });
        var (_, plain) = await WriteAsync(new AybError(ErrorKind.Conflict, "no"));

        waived.GetProperty("unless").GetString().Should().Be("give-up");
        plain.TryGetProperty("unless", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(ErrorKind.MissingCredentials)]
    [InlineData(ErrorKind.InvalidToken)]
    public async Task Bad_credentials_are_answered_with_a_challenge(ErrorKind kind)
    {
        var (response, _) = await WriteAsync(new AybError(kind, "no"));

        response.StatusCode.Should().Be(401);
        response.Headers.WWWAuthenticate.ToString().Should().Be("Bearer");
    }

    [Fact]
    public async Task Waiting_is_told_in_whole_seconds_rounded_up()
    {
        var (response, _) = await WriteAsync(
            new AybError(ErrorKind.TooManyRequests, "slow down") { RetryAfter = TimeSpan.FromMilliseconds(1200) });

        response.StatusCode.Should().Be(429);
        response.Headers.RetryAfter.ToString().Should().Be("2");
    }

    private static async Task<(HttpResponse Response, JsonElement Json)> WriteAsync(AybError error)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await context.Response.WriteErrorAsync(error);
        return (context.Response, JsonDocument.Parse(body.ToArray()).RootElement);
    }
}

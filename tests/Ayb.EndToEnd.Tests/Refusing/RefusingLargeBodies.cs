using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests.Refusing;

public sealed class RefusingLargeBodies
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ten_megabytes_of_SQL_are_too_many_and_the_server_goes_on(bool chunked)
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var marcua = await Account.RegisterAsync(server, "marcua");
        await marcua.CreateAsync("books");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/marcua/books/query", UriKind.Relative))
        {
            Content = new StringContent("CREATE TABLE book (title)" + new string(' ', 10_000_000)),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", marcua.Token);
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await server.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        error.GetProperty("type").GetString().Should().Be("Other");
        error.GetProperty("message").GetString().Should().Be("The SQL is longer than 4 MiB (limits.statement_bytes). Send it in several requests.");
        (await marcua.QueryAsync("books", "SELECT name FROM sqlite_schema")).Should().BeEmpty();
    }

    [Fact]
    public async Task SQL_of_the_longest_size_runs()
    {
        using var folder = new TestFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        var marcua = await Account.RegisterAsync(server, "marcua");
        await marcua.CreateAsync("books");
        const int longest = 4 * 1024 * 1024;

        var rows = await marcua.QueryAsync("books", $"SELECT length('{new string('x', longest - "SELECT length('')".Length)}')");

        rows.Should().BeEquivalentTo([new[] { $"{longest - "SELECT length('')".Length}" }]);
    }
}

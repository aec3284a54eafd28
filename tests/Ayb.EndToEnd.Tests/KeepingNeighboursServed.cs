using System.Net;
using System.Text;
using System.Text.Json;
using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests;

/// <summary>One tenant does the worst, and the others notice nothing but a machine with more to do.</summary>
public sealed class KeepingNeighboursServed(Street street) : IClassFixture<Street>
{
    private const string Endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c";
    private const int Attackers = 4;

    [Theory]
    [InlineData("ATTACH '/etc/passwd' AS other", 400, "not authorized")]
    [InlineData("VACUUM INTO '/tmp/copy'", 400, "authorization denied")]
    [InlineData("SELECT load_extension('libm.so.6')", 400, "no such function: load_extension")]
    [InlineData("PRAGMA writable_schema = 1", 400, "not authorized")]
    [InlineData("PRAGMA temp_store_directory = '/tmp'", 400, "not authorized")]
    [InlineData("SELECT zeroblob(300000000)", 400, "string or blob too big")]
    [InlineData("WITH RECURSIVE c(x) AS (SELECT zeroblob(1000000) UNION ALL SELECT zeroblob(1000000) FROM c) SELECT x FROM c ORDER BY random()", 507, "The query needs more memory than there is: 256 MiB *")]
    [InlineData("BEGIN IMMEDIATE", 400, "The request left a transaction open; it was rolled back.*")]
    [InlineData("CREATE TABLE IF NOT EXISTS g(a); INSERT INTO g WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 100) SELECT x FROM c RETURNING hex(zeroblob(1000000))", 413, "A statement that writes may return 32 MiB.*")]
    [InlineData("SELECT 'a' LIKE replace(hex(zeroblob(3000)), '00', '%a')", 400, "LIKE or GLOB pattern too complex")]
    public async Task Each_attack_has_its_own_answer(string sql, int status, string message)
    {
        await WhileNeighboursAskAsync(async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Attackers).Select(_ => street.Attacker.TryQueryAsync("lair", sql)));
            foreach (var answer in answers)
            {
                var text = await answer.Content.ReadAsStringAsync();
                ((int)answer.StatusCode).Should().Be(status, text);
                JsonElement.Parse(text).GetProperty("message").GetString().Should().Match(message);
            }
        });

        (await street.Attacker.QueryAsync("lair", "SELECT 1"))[0].Should().Equal("1");
    }

    [Fact]
    public async Task A_request_of_many_megabytes_of_values_has_its_own_answer()
    {
        var values = new StringBuilder().Insert(0, "1,", 4_000_000);
        var body = $$"""{"sql":"SELECT 1","params":[{{values}}1]}""";

        await WhileNeighboursAskAsync(async () =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => street.Attacker.TryJsonAsync("lair", body)));
            answers.Select(answer => answer.StatusCode).Should().AllBeEquivalentTo(HttpStatusCode.BadRequest);
        });
    }

    [Fact]
    public async Task Who_queries_without_end_and_goes_leaves_nothing_running()
    {
        using var gone = new CancellationTokenSource();
        var endless = Enumerable.Range(0, Attackers).Select(_ => street.Attacker.TryQueryAsync("lair", Endless, gone.Token)).ToList();

        await WhileNeighboursAskAsync(() => Task.CompletedTask);
        await gone.CancelAsync();

        foreach (var query in endless)
        {
            await query.Awaiting(pending => pending).Should().ThrowAsync<OperationCanceledException>();
        }

        (await street.Attacker.QueryAsync("lair", "SELECT 1"))[0].Should().Equal("1");
    }

    private async Task WhileNeighboursAskAsync(Func<Task> attack)
    {
        const int least = 100;
        var attacking = attack();
        for (var asked = 0; asked < least || !attacking.IsCompleted; asked++)
        {
            (await street.Neighbour.QueryAsync("home", "SELECT a FROM t WHERE id = 7"))[0].Should().Equal("seven");
        }

        await attacking;
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ayb.EndToEnd.Tests.JavaScript;

/// <summary>What the client's own tests show in Node.js holds for pages of another site as well.</summary>
public sealed class RunningInABrowser(AppWithUsers app) : IClassFixture<AppWithUsers>
{
    [Fact]
    public async Task A_page_with_a_script_tag_shows_a_public_database()
    {
        var page = await app.VisitAsync("public-database.html");

        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 books");
        await Expect(page.GetByRole(AriaRole.Cell)).ToHaveTextAsync(["Emma", "Jane Austen", "1815", "Middlemarch", "George Eliot", "1871"]);
    }

    [Fact]
    public async Task A_page_with_modules_gets_what_the_script_tag_gets()
    {
        var page = await app.VisitAsync("public-database.html");

        var missing = await page.EvaluateAsync<string[]>(
            """import("/ayb.js").then((client) => Object.keys(client).filter((name) => typeof globalThis[name] !== typeof client[name]))""");
        var present = await page.EvaluateAsync<int>("""import("/ayb.js").then((client) => Object.keys(client).length)""");

        missing.Should().BeEmpty();
        present.Should().BePositive();
    }

    [Fact]
    public async Task Values_streams_transactions_and_signals_work()
    {
        var user = await app.RegisterAsync("browsing");
        var page = await app.VisitAsync("public-database.html");

        var seen = await page.EvaluateAsync<string>(
            """
            async ([url, token]) => {
              const db = new AybClient({ url, token });
              const { rows: [[integer, bytes]] } = await db.query("SELECT ?, ?", [2n ** 60n, new Uint8Array([0, 255])]);

              let last;
              for await (const { n } of db.stream("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c")) {
                last = n;
                if (n === 1000) break;
              }

              await db.transaction((tx) => tx.query("INSERT INTO book VALUES (?)", ["Emma"]));
              const failure = await db.transaction(async (tx) => {
                await tx.query("DELETE FROM book");
                throw new Error("changed my mind");
              }).catch((error) => error.message);

              const abort = new AbortController();
              const aborted = db.query("SELECT 1", [], { signal: abort.signal }).catch((error) => error.name);
              abort.abort();

              const books = await db.queryObjects("SELECT title FROM book ORDER BY rowid");
              return [integer, bytes, last, failure, await aborted, ...books.map(({ title }) => title)].join("; ");
            }
            """,
            new[] { $"{app.ServerUrl}/browsing/books", user.Token });

        seen.Should().Be("1152921504606846976; 0,255; 1000; changed my mind; AbortError; Middlemarch; Emma");
    }
}

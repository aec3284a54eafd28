namespace Ayb.EndToEnd.Tests.Snapshots.Killing;

/// <summary>The database <c>books</c> of a server, full of one number: whoever finds another beside it has found a mix of two states.</summary>
internal sealed class NumberedDatabase(SnapshotServer server)
{
    public const string Name = "books";

    private const int Rows = 20_000;

    /// <summary>Does not compress. It takes more than one request to a bucket.</summary>
    private int Ballast => server.IsInFolder ? 4 << 20 : 17 << 20;

    public Task FillAsync() => server.Marcua.QueryAsync(
        Name,
        $"""
        CREATE TABLE book (number); CREATE TABLE copy (number); CREATE TABLE ballast (content);
        WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < {Rows}) INSERT INTO book SELECT 0 FROM r;
        INSERT INTO copy SELECT number FROM book;
        INSERT INTO ballast VALUES (randomblob({Ballast}))
        """);

    public Task SetAsync(int number) => server.Marcua.QueryAsync(Name, $"UPDATE book SET number = {number}; UPDATE copy SET number = {number}");

    /// <returns>The number.</returns>
    public async Task<int> ReadAsync(string database = Name)
    {
        await server.Marcua.UntilServedAsync(database);
        (await server.Marcua.QueryAsync(database, "PRAGMA integrity_check")).Should().BeEquivalentTo([new[] { "ok" }]);
        var found = await server.Marcua.QueryAsync(
            database,
            """
            SELECT max(book.number), count(*), count(DISTINCT book.number), sum(book.number = copy.number), (SELECT sum(length(content)) FROM ballast)
            FROM book JOIN copy ON book.rowid = copy.rowid
            """);
        found[0][1..].Should().Equal($"{Rows}", "1", $"{Rows}", $"{Ballast}");
        return int.Parse(found[0][0]!);
    }
}

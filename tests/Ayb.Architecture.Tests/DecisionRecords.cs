namespace Ayb.Architecture.Tests;

public sealed class DecisionRecords
{
    private static readonly string[] Headings = ["Context", "Options", "Decision", "Consequences"];

    [Fact]
    public void Every_record_weighs_options_and_says_what_follows()
    {
        var records = Repository.Files("docs/adr", "*.md").Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0])).ToList();
        records.Should().NotBeEmpty();

        foreach (var record in records)
        {
            Repository.Lines(record)
                .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..].Trim())
                .Should().Equal(Headings, record);
        }
    }
}

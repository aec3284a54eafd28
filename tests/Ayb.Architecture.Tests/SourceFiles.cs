using System.Text.RegularExpressions;

namespace Ayb.Architecture.Tests;

public sealed partial class SourceFiles
{
    private const int Ceiling = 300;
    private const int CeilingWithReason = 500;
    private const int CompositionRoot = 60;
    private const string Declaration = @"\b(class|record|struct|interface|enum|delegate [\w<>?]+)";

    // These two carry their reason at the head of the file when they need more than the others.
    private static readonly string[] MayBeLonger =
        ["src/Modules/Querying/Ayb.Querying.Worker/", "src/Modules/Querying/Ayb.Querying.Protocol/"];

    // What no line of the product may hold, and what to write instead.
    private static readonly (string Pattern, string Instead)[] Forbidden =
    [
        (@"\bDateTime(Offset)?\.(Utc)?Now\b", "a TimeProvider"),
        (@"\bTask\.Run\(\s*async\b", "the asynchronous call itself"),
        (@"\.Wait\(\s*\)", "await"),
        (@"\.GetAwaiter\(\)\s*\.GetResult\(\)", "await"),
        (@"\)\.Result\b|[tT]ask\.Result\b", "await"),
        (@"\basync void\b", "async Task"),
        (@"#region\b", "a file of its own"),
        (@"\bTODO\b|\bFIXME\b|\bHACK\b", "the thing itself"),
    ];

    private static readonly string[] ForbiddenNames = ["Manager", "Helper", "Helpers", "Utils", "Util", "Service", "Base", "Common"];

    private static IReadOnlyList<string> Product => Repository.Files("src", "*.cs");

    private static IReadOnlyList<string> Tests => Repository.Files("tests", "*.cs");

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold()
    {
        Product.Should().NotBeEmpty();
        Tests.Should().NotBeEmpty();

        Product.Concat(Tests).Where(file => Repository.Lines(file).Length > LimitOf(file)).Should().BeEmpty();
    }

    [Fact]
    public void The_server_is_composed_on_one_screen()
    {
        Repository.Lines("src/Host/Ayb.Host/Program.cs").Length.Should().BeInRange(1, CompositionRoot);
    }

    [Fact]
    public void The_product_does_not_block_read_the_wall_clock_or_promise_work()
    {
        Product.Should().NotBeEmpty();

        var found = from file in Product
                    from line in Repository.Lines(file).Select((text, index) => (Text: text, Number: index + 1))
                    from rule in Forbidden
                    where Regex.IsMatch(line.Text, rule.Pattern)
                    select $"{file}:{line.Number}: {line.Text.Trim()} (instead: {rule.Instead})";

        found.Should().BeEmpty();
    }

    [Fact]
    public void Tests_wait_for_events_and_never_sleep()
    {
        Tests.Should().NotBeEmpty();

        var found = from file in Tests
                    from line in Repository.Lines(file)
                    where Sleeping().IsMatch(line)
                    select $"{file}: {line.Trim()}";

        found.Should().BeEmpty();
    }

    [Fact]
    public void Who_catches_everything_throws_it_on()
    {
        Product.Should().NotBeEmpty();

        var found = from file in Product
                    let text = Repository.Read(file)
                    from Match match in UntypedCatch().Matches(text)
                    where !match.Groups["block"].Value.Contains("throw;", StringComparison.Ordinal)
                    select $"{file}: {match.Value}";

        found.Should().BeEmpty();
    }

    [Fact]
    public void Every_name_says_what_a_thing_is()
    {
        Product.Should().NotBeEmpty();

        Product.Where(file => ForbiddenNames.Contains(LastWordOf(file))).Should().BeEmpty();
    }

    [Fact]
    public void Every_file_is_named_by_a_type_that_it_declares()
    {
        var files = Product.Where(file => Path.GetFileName(file) is not ("Program.cs" or "AssemblyInfo.cs")).ToList();
        files.Should().NotBeEmpty();

        files.Where(file => !Regex.IsMatch(Repository.Read(file), $@"{Declaration} {Path.GetFileNameWithoutExtension(file)}\b"))
            .Should().BeEmpty();
    }

    private static int LimitOf(string file) =>
        MayBeLonger.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))
        && Repository.Lines(file)[0].StartsWith("//", StringComparison.Ordinal)
            ? CeilingWithReason
            : Ceiling;

    private static string LastWordOf(string file) =>
        Word().Matches(Path.GetFileNameWithoutExtension(file)).LastOrDefault()?.Value ?? "";

    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\(")]
    private static partial Regex Sleeping();

    [GeneratedRegex(@"\bcatch\s*\{(?<block>(?>[^{}]+|(?<open>\{)|(?<-open>\}))*)\}")]
    private static partial Regex UntypedCatch();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}

using System.CommandLine;
using Ayb.Cli.Client;
using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests;

public sealed class EveryCommand : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public static TheoryData<string> Paths => [.. All(Root(), "").Select(one => one.Path)];

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Is_in_the_tree()
    {
        var written = typeof(ClientCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ExampleCommand)) && !type.IsAbstract)
            .ToArray();
        written.Should().HaveCountGreaterThan(10);
        All(Root(), "").Select(one => one.Command.GetType()).Where(type => type != typeof(ExampleCommand))
            .Should().BeEquivalentTo(written);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Has_help_that_shows_an_example_of_its_own(string path)
    {
        var result = await new CommandRun(_home).Run([.. path.Split(' ').Skip(1), "--help"]);
        result.Status.Should().Be(0);
        result.Error.Should().BeEmpty();
        var examples = result.Output[result.Output.IndexOf("Examples:", StringComparison.Ordinal)..];
        examples.Split('\n').Skip(1).Should().Contain(line => line.StartsWith($"  {path}", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Tells_of_an_option_without_its_value(string path)
    {
        var command = All(Root(), "").Single(one => one.Path == path).Command;
        foreach (var option in command.Options.Where(option => option.Arity.MinimumNumberOfValues > 0))
        {
            var result = await new CommandRun(_home).Run([.. path.Split(' ').Skip(1), option.Name]);

            result.Status.Should().Be(2);
            result.Error.Should().Contain(option.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Describes_itself_its_arguments_and_its_options(string path)
    {
        var command = All(Root(), "").Single(one => one.Path == path).Command;
        Symbol[] symbols = [command, .. command.Arguments, .. command.Options];
        symbols.Should().OnlyContain(symbol => !string.IsNullOrWhiteSpace(symbol.Description));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Is_understood_with_hyphens(string path) =>
        Root().Parse([.. path.Replace('_', '-').Split(' ').Skip(1), "--help"]).CommandResult.Command.Name
            .Should().Be(path.Split(' ')[^1]);

    [Fact]
    public void Long_options_have_both_spellings()
    {
        var command = new Command("x") { new Option<string>("--public_sharing_level") };
        Spellings.AcceptHyphens(command);
        command.Parse(["--public-sharing-level", "fork"]).GetValue<string>("--public_sharing_level").Should().Be("fork");
        command.Parse(["--public_sharing_level", "fork"]).GetValue<string>("--public_sharing_level").Should().Be("fork");
    }

    private static ExampleCommand Root() =>
        CommandLine.Create(new Shell(TextReader.Null, TextWriter.Null, TextWriter.Null, Terminal: null, _ => null));

    private static IEnumerable<(string Path, Command Command)> All(Command command, string parent)
    {
        var path = $"{parent} {command.Name}".TrimStart();
        return command.Subcommands.SelectMany(child => All(child, path)).Prepend((path, command));
    }
}

using Ayb.EndToEnd.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>What README.md shows is typed in, and has to print what it says there.</summary>
public sealed class FollowingTheReadme
{
    [Theory, MemberData(nameof(MetadataEngine.Both), MemberType = typeof(MetadataEngine))]
    public async Task Both_tours_print_what_is_written_there(MetadataEngine engine)
    {
        using var folder = new TestFolder();
        using var port = new ReservedPort();
        PrepareRepository(folder, port.Number);
        await using var server = await ServerProcess.StartAsync(new ServerProcessOptions(folder.Path)
        {
            Program = "./ayb",
            Environment = engine == MetadataEngine.Postgres
                ? new Dictionary<string, string> { ["AYB__DATABASE_URL"] = await engine.CreateDatabaseAsync(folder.Path) }
                : [],
        });

        await FollowAsync("Five minutes with the command line", atLeast: 10, folder, port.Number);
        await FollowAsync("The same by curl", atLeast: 9, folder, port.Number);
    }

    private static async Task FollowAsync(string chapter, int atLeast, TestFolder folder, int port)
    {
        var steps = TourStep.Of(chapter);
        steps.Should().HaveCountGreaterThanOrEqualTo(atLeast);
        await using var bash = new Bash(folder);
        foreach (var step in steps.Select(step => step.At(port)))
        {
            var (status, output) = await bash.RunAsync(step.Command);

            step.Matches(output).Should().BeTrue(
                "'{0}' should print\n{1}\nbut it prints\n{2}", step.Command, string.Join('\n', step.Lines), output);
            status.Should().Be(0, step.Command);
        }
    }

    /// <summary>What the reader has in front of them: the launcher and its configuration.</summary>
    private static void PrepareRepository(TestFolder folder, int port)
    {
        File.CreateSymbolicLink(Path.Combine(folder.Path, "ayb"), Path.Combine(Executables.Repository, "ayb"));
        var configuration = File.ReadAllText(Path.Combine(Executables.Repository, "ayb.toml"));
        configuration.Should().Contain("port = 5433");
        File.WriteAllText(Path.Combine(folder.Path, "ayb.toml"), configuration.Replace("5433", $"{port}"));
    }
}

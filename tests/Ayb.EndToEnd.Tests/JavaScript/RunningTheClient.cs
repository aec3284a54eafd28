namespace Ayb.EndToEnd.Tests.JavaScript;

public sealed class RunningTheClient(ClientPackage client) : IClassFixture<ClientPackage>
{
    public static TheoryData<string> Files => [.. ClientPackage.TestFiles];

    [Theory, MemberData(nameof(Files))]
    public async Task The_tests_of_a_file_pass(string file)
    {
        var run = await client.TestAsync(file);

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        run.Output.Should().MatchRegex("(?m)^# pass [1-9]").And.Contain("# fail 0").And.Contain("# skipped 0");
    }

    [Fact]
    public void It_has_tests_of_both_kinds()
    {
        ClientPackage.TestFiles.Select(Path.GetDirectoryName).Distinct().Should().Equal("test/server", "test/unit");
    }
}

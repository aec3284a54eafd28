namespace Ayb.Architecture.Tests;

public sealed class Solution
{
    [Fact]
    public void Every_project_belongs_to_it()
    {
        var projects = Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")).ToList();
        projects.Should().NotBeEmpty();
        var solution = Repository.Read("Ayb.sln").Replace('\\', '/');

        projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).Should().BeEmpty(
            "what is not in the solution is neither formatted nor tested");
    }
}

using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Metadata;
using Ayb.Testing;

namespace Ayb.Infrastructure.Tests.Metadata;

public sealed class OpeningADatabaseUrl
{
    [Theory]
    [InlineData("")]
    [InlineData("sqlite://")]
    [InlineData("mysql://root:hunter2@localhost/x")]
    [InlineData("sqlite://:memory:")]
    [InlineData("postgresql:///hunter2")]
    [InlineData("postgresql://localhost")]
    [InlineData("postgresql://u:hunter2@localhost/x?hunter2=1")]
    [InlineData("postgresql://u:hunter2@localhost/x?sslmode=hunter2")]
    [InlineData("/var/lib/ayb.sqlite hunter2")]
    public void What_is_not_one_of_the_two_is_refused_without_repeating_it(string url)
    {
        var open = () => MetadataUrl.Open(url);

        open.Should().Throw<ConfigurationException>()
            .Which.Message.Should().StartWith("database_url must be").And.NotContain("hunter2");
    }

    [Fact]
    public async Task A_sqlite_file_is_made_with_its_folders_for_its_owner_alone()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "a", "b.sqlite");

        await using var database = MetadataUrl.Open($"sqlite://{path}");

        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        database.Engine.Should().Be("sqlite");
    }
}

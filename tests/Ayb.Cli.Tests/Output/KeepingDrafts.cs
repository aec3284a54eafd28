using Ayb.Cli.Client.Output;
using Ayb.Testing;

namespace Ayb.Cli.Tests.Output;

public sealed class KeepingDrafts : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task What_is_not_kept_is_gone()
    {
        await using (var draft = DraftFile.Begin(In("a")))
        {
            draft.Stream.WriteByte(1);
            await draft.Stream.FlushAsync();
            Directory.GetFiles(_folder.Path).Should().BeEmpty("whatever ends the process leaves nothing");
        }

        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_was_private_stays_private()
    {
        await File.WriteAllTextAsync(In("a"), "old");
        File.SetUnixFileMode(In("a"), OwnerOnly);

        await KeepAsync(In("a"));

        File.GetUnixFileMode(In("a")).Should().Be(OwnerOnly);
        (await File.ReadAllTextAsync(In("a"))).Should().Be("n");
    }

    [Fact]
    public async Task A_link_stays_and_leads_to_what_was_written()
    {
        await File.WriteAllTextAsync(In("a"), "old");
        File.CreateSymbolicLink(In("link"), In("a"));

        await KeepAsync(In("link"));

        new FileInfo(In("link")).LinkTarget.Should().Be(In("a"));
        (await File.ReadAllTextAsync(In("a"))).Should().Be("n");
        Directory.GetFiles(_folder.Path).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("/dev/null", "/dev/null is no ordinary file*-")]
    [InlineData("/tmp", "/tmp is a folder. Name a file in it.")]
    [InlineData("/no/such/folder/a", "/no/such/folder/a can't be written: there is no such folder.")]
    public void Where_nothing_can_be_written_it_says_so(string path, string message)
    {
        var beginning = () => DraftFile.Begin(path);

        beginning.Should().Throw<CommandFailedException>().WithMessage(message);
        File.Exists("/dev/null").Should().BeTrue();
    }

    [Fact]
    public async Task What_has_come_there_meanwhile_stays()
    {
        await using var draft = DraftFile.Begin(In("a"));
        await File.WriteAllTextAsync(In("a"), "somebody else's");

        draft.Invoking(begun => begun.Keep(overwrite: false)).Should().Throw<IOException>().WithMessage("File exists");

        (await File.ReadAllTextAsync(In("a"))).Should().Be("somebody else's");
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    public void Dispose() => _folder.Dispose();

    private static async Task KeepAsync(string path)
    {
        await using var draft = DraftFile.Begin(path);
        draft.Stream.WriteByte((byte)'n');
        draft.Keep(overwrite: true);
    }

    private string In(string name) => Path.Combine(_folder.Path, name);
}

using Ayb.Querying.Workers;
using Ayb.Testing;

namespace Ayb.Querying.Tests;

/// <summary>The folder in which workers call back, and those that were left behind.</summary>
public sealed class KeepingSockets : IDisposable
{
    private readonly TestFolder _temporary = new();

    [Fact]
    public void What_a_server_that_was_killed_has_left_goes_at_the_next_start()
    {
        string left;
        using (var killed = SocketFolder.Open(_temporary.Path))
        {
            left = killed.Path;
        }

        Directory.CreateDirectory(Path.Combine(left, "probe"));
        File.WriteAllText(Path.Combine(left, "lock"), "");
        File.WriteAllText(Path.Combine(left, "17"), "");
        Directory.CreateDirectory(left + "x");

        using var next = SocketFolder.Open(_temporary.Path);

        Directory.GetDirectories(_temporary.Path).Should().Equal(next.Path);
    }

    [Fact]
    public void What_lies_deeper_is_nobody_s_to_delete()
    {
        var strange = Directory.CreateDirectory(Path.Combine(_temporary.Path, "ayb-sockets-strange")).FullName;
        var deep = Path.Combine(Directory.CreateDirectory(Path.Combine(strange, "inner")).FullName, "file");
        var elsewhere = Path.Combine(Directory.CreateDirectory(Path.Combine(_temporary.Path, "elsewhere")).FullName, "file");
        File.WriteAllText(deep, "");
        File.WriteAllText(elsewhere, "");
        File.WriteAllText(Path.Combine(strange, "lock"), "");
        Directory.CreateSymbolicLink(Path.Combine(strange, "link"), Path.GetDirectoryName(elsewhere)!);

        using var next = SocketFolder.Open(_temporary.Path);

        new[] { deep, elsewhere }.Should().OnlyContain(file => File.Exists(file));
    }

    [Fact]
    public void That_of_a_server_that_runs_stays_and_so_does_what_is_not_ours()
    {
        using var running = SocketFolder.Open(_temporary.Path);
        File.WriteAllText(Path.Combine(running.Path, "1"), "");
        var others = new[] { "ayb-sockets-theirs", "ayb-test-abcdef" }.Select(name => Path.Combine(_temporary.Path, name)).ToList();
        others.ForEach(other => File.WriteAllText(Path.Combine(Directory.CreateDirectory(other).FullName, "file"), ""));

        using var next = SocketFolder.Open(_temporary.Path);

        next.Path.Should().NotBe(running.Path);
        File.Exists(Path.Combine(running.Path, "1")).Should().BeTrue();
        others.Should().OnlyContain(other => File.Exists(Path.Combine(other, "file")));
    }

    [Fact]
    public void It_is_for_its_owner_alone_and_goes_with_the_server()
    {
        string path;
        using (var folder = SocketFolder.Open(_temporary.Path))
        {
            path = folder.Path;
            File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.Exists(path).Should().BeFalse();
    }

    [Fact]
    public async Task Servers_that_start_at_once_have_one_each()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SocketFolder.Open(_temporary.Path))));

        opened.Select(folder => folder.Path).Should().OnlyHaveUniqueItems().And.OnlyContain(path => Directory.Exists(path));
        foreach (var folder in opened)
        {
            folder.Dispose();
        }

        Directory.GetDirectories(_temporary.Path).Should().BeEmpty();
    }

    public void Dispose() => _temporary.Dispose();
}

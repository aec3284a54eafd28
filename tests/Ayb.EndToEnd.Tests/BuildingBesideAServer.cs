using System.Diagnostics;
using Ayb.Testing;

namespace Ayb.EndToEnd.Tests;

/// <summary>What src/build.sh does with the builds before, under the settings of the shell that it runs with.</summary>
public sealed class BuildingBesideAServer : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_that_a_process_runs_from_stays_and_older_ones_go()
    {
        foreach (var build in new[] { "newest", "running", "older" })
        {
            Directory.CreateDirectory(Build(build));
            (await ShellAsync($"cp \"$(command -v sleep)\" '{Build(build)}/ayb-host'")).ExitCode.Should().Be(0);
        }

        using var server = Process.Start(Path.Combine(Build("running"), "ayb-host"), "600");

        var cleaned = await ShellAsync($"""
            set -euo pipefail
            source <(sed -n '/^clean_up()/,/^{"}"}/p' '{Executables.Repository}/src/build.sh')
            artifacts='{_folder.Path}' now=newest
            clean_up
            """);
        server.Kill();
        await server.WaitForExitAsync();

        cleaned.Should().BeEquivalentTo(new { ExitCode = 0, Output = "", Error = "" });
        Directory.GetDirectories(Path.Combine(_folder.Path, "builds")).Should().BeEquivalentTo([Build("newest"), Build("running")]);
    }

    private string Build(string name) => Path.Combine(_folder.Path, "builds", name);

    private Task<ProcessRun> ShellAsync(string script) => ProcessRun.OfAsync("/bin/bash", _folder.Path, arguments: ["-c", script]);
}

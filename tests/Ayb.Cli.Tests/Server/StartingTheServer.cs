using System.Diagnostics;
using Ayb.Cli.Tests.Fixtures;
using Ayb.Testing;

namespace Ayb.Cli.Tests.Server;

/// <summary>The built program, with a script in the place of the host.</summary>
public sealed class StartingTheServer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    /// <summary>The program is copied by another process, for the reason that <see cref="Script"/> has.</summary>
    public StartingTheServer()
    {
        string[] files = ["ayb", "ayb.dll", "ayb.runtimeconfig.json", "ayb.deps.json", "System.CommandLine.dll"];
        using var copying = Process.Start("cp", [.. files.Select(file => Path.Combine(AppContext.BaseDirectory, file)), _folder.Path]);
        copying.WaitForExit();
        copying.ExitCode.Should().Be(0);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_host_takes_the_process_over_with_its_arguments_and_exit_status()
    {
        WriteHost("echo $$ $@; exit 7");
        await File.WriteAllTextAsync(_folder.File("my.toml"), "");
        var (status, output, _, processId) = await Run("server", "--config", "my.toml");
        output.Should().Be($"{processId} --config my.toml\n");
        status.Should().Be(7);
    }

    [Theory]
    [InlineData("restore --from-snapshots --config my.toml", "restore --from-snapshots --config my.toml")]
    [InlineData("--config my.toml restore --from_snapshots", "restore --from-snapshots --config my.toml")]
    [InlineData("restore --from-snapshots --metadata 20260301T120000Z", "restore --from-snapshots --metadata 20260301T120000Z")]
    public async Task A_restore_is_the_host_s_affair_too(string given, string passed)
    {
        WriteHost("echo $@; exit 3");
        _environment["AYB__EMAIL__FILE__PATH"] = "mails";
        await File.WriteAllTextAsync(_folder.File("my.toml"), "");
        var (status, output, _, _) = await Run(["server", .. given.Split(' ')]);
        (status, output).Should().Be((3, passed + "\n"));
    }

    [Fact]
    public async Task The_default_file_is_passed_on_when_there_is_one()
    {
        WriteHost("echo \"[$*]\"");
        await File.WriteAllTextAsync(_folder.File("ayb.toml"), "");
        (await Run("server")).Output.Should().Be("[--config ./ayb.toml]\n");
    }

    [Theory]
    [InlineData("AYB__EMAIL__FILE__PATH")]
    [InlineData("ayb__port")]
    public async Task Without_a_file_the_environment_may_hold_every_setting(string variable)
    {
        WriteHost("echo \"[$*]\"");
        _environment[variable] = "1";
        (await Run("server")).Output.Should().Be("[]\n");
    }

    [Theory]
    [InlineData("server --config missing.toml", "missing.toml", "missing.toml")]
    [InlineData("server --config it's.toml", "it's.toml", "'it'\\''s.toml'")]
    [InlineData("server", "./ayb.toml", "./ayb.toml")]
    [InlineData("server restore --from-snapshots", "./ayb.toml", "./ayb.toml")]
    public async Task A_file_that_is_missing_is_told_with_what_to_do(string command, string file, string quoted)
    {
        WriteHost("echo started");
        var (status, output, error, _) = await Run(command.Split(' '));
        (status, output).Should().Be((1, ""));
        error.Should().Be($"Error: There is no configuration file {file}. To write one: (umask 077; ayb default_server_config > {quoted})\n");
    }

    [Fact]
    public async Task A_missing_host_is_told()
    {
        await File.WriteAllTextAsync(_folder.File("ayb.toml"), "");
        var (status, _, error, _) = await Run("server");
        status.Should().Be(1);
        error.Should().StartWith("Error: The server is not installed").And.Contain(_folder.File("ayb-host"));
    }

    [Fact]
    public async Task A_host_that_cannot_be_started_is_told()
    {
        await File.WriteAllTextAsync(_folder.File("ayb.toml"), "");
        await File.WriteAllTextAsync(_folder.File("ayb-host"), "");
        var (status, _, error, _) = await Run("server");
        status.Should().Be(1);
        error.Should().StartWith($"Error: Can't start {_folder.File("ayb-host")}: ");
    }

    [Fact]
    public void A_runtime_that_is_only_on_the_path_is_found_behind_its_link()
    {
        Directory.CreateDirectory(_folder.File("sdk"));
        Directory.CreateDirectory(_folder.File("bin"));
        File.WriteAllText(_folder.File("sdk/dotnet"), "");
        File.CreateSymbolicLink(_folder.File("bin/dotnet"), "../sdk/dotnet");
        Ayb.Cli.Server.DotnetRoot.FolderOnPath($"/nowhere:{_folder.File("bin")}").Should().Be(_folder.File("sdk"));
        Ayb.Cli.Server.DotnetRoot.FolderOnPath("/nowhere").Should().BeNull();
    }

    private void WriteHost(string script) => Script.Write(_folder.File("ayb-host"), $"#!/bin/sh\n{script}\n");

    private async Task<(int Status, string Output, string Error, int ProcessId)> Run(params string[] args)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var start = new ProcessStartInfo(_folder.File("ayb"), args)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("AYB_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output, await error, process.Id);
    }
}

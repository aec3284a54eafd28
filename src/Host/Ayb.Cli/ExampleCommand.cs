using System.CommandLine;

namespace Ayb.Cli;

/// <summary>A command whose help shows by example how it is used.</summary>
internal class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Whether it does something also without one of its subcommands.</summary>
    public bool StandsAlone { get; init; }
}

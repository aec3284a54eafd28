namespace Ayb.Cli.Tests.Fixtures;

/// <summary>Tests that would notice the signals and the temporary files of one another: they take turns.</summary>
[CollectionDefinition(Name)]
public sealed class SharedProcess
{
    public const string Name = "signals and temporary files";
}

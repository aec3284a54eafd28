using System.CommandLine;

namespace Ayb.Cli;

/// <summary>Names are written with underscores; people who type hyphens are understood as well.</summary>
internal static class Spellings
{
    public static void AcceptHyphens(Command command)
    {
        Accept(command.Name, command.Aliases);
        foreach (var option in command.Options)
        {
            Accept(option.Name, option.Aliases);
        }

        foreach (var child in command.Subcommands)
        {
            AcceptHyphens(child);
        }
    }

    private static void Accept(string name, ICollection<string> aliases)
    {
        if (name.Contains('_', StringComparison.Ordinal))
        {
            aliases.Add(name.Replace('_', '-'));
        }
    }
}

using System.CommandLine;

namespace Ayb.Cli.Client.Commands;

/// <summary>One of a few words; the first is meant when none is given.</summary>
internal sealed class ChoiceArgument : Argument<string>
{
    public ChoiceArgument(string name, string description, params string[] choices)
        : base(name)
    {
        HelpName = string.Join('|', choices);
        Description = $"{description} (default: {choices[0]})";
        DefaultValueFactory = _ => choices[0];
        this.AcceptOnlyFromAmong(choices);
    }
}

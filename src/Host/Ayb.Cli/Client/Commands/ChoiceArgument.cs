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
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !choices.Contains(word) && !Unadvertised.Contains(word))
            {
                result.AddError($"Argument '{word}' not recognized. Must be one of: {string.Join(", ", choices)}");
            }
        });
    }

    /// <summary>Words that are taken although the help does not offer them.</summary>
    public IReadOnlyList<string> Unadvertised { get; init; } = [];
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Ayb.Cli;

/// <summary>
/// An option that its command does not have, which the parser takes for an argument: a file of that name would be written, a database
/// renamed to it. What stands behind <c>--</c> is meant, and so is SQL that begins with a remark.
/// </summary>
internal static partial class StrayOption
{
    /// <returns><c>null</c> when there is none.</returns>
    public static string? In(ParseResult given)
    {
        var arguments = given.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).ToHashSet();
        return given.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => arguments.Contains(token) && Is(token.Value))?.Value;
    }

    public static bool Is(string word) => Shape.IsMatch(word);

    [GeneratedRegex(@"^--?[A-Za-z][\w-]*([=:].*)?$")]
    private static partial Regex Shape { get; }
}

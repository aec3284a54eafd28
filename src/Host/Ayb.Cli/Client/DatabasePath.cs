using System.CommandLine.Parsing;

namespace Ayb.Cli.Client;

/// <summary>A database and the entity that owns it.</summary>
internal sealed record DatabasePath(string Entity, string Database)
{
    public static DatabasePath? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } entity, { Length: > 0 } database] && !text.Any(char.IsWhiteSpace)
            ? new(entity, database)
            : null;

    /// <summary>Reads what was typed, for an argument or an option.</summary>
    public static DatabasePath? Read(ArgumentResult result)
    {
        var path = Parse(result.Tokens[0].Value);
        if (path is null)
        {
            result.AddError("Argument must be formatted as 'entity/database'");
        }

        return path;
    }

    /// <summary>Reads a name that stands for itself, for an argument or an option.</summary>
    public static string? ReadName(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        if (name.LastIndexOf('/') is var slash and >= 0)
        {
            result.AddError($"Name it without its entity: {name[(slash + 1)..]}");
        }

        return name;
    }

    /// <summary>Whether somebody has typed this name. Entities are the same in upper and lower case, databases are not.</summary>
    public bool Matches(string text) =>
        Parse(text) is { } typed
        && typed.Database == Database
        && typed.Entity.Equals(Entity, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Entity}/{Database}";
}

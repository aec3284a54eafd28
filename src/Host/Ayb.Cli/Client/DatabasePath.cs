namespace Ayb.Cli.Client;

/// <summary>A database and the entity that owns it.</summary>
internal sealed record DatabasePath(string Entity, string Database)
{
    public static DatabasePath? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } entity, { Length: > 0 } database] && !text.Any(char.IsWhiteSpace)
            ? new(entity, database)
            : null;

    public override string ToString() => $"{Entity}/{Database}";
}

namespace Ayb.Contracts;

/// <summary>The name of a database in URLs, within its owner; case-sensitive.</summary>
public sealed record DatabaseSlug
{
    private DatabaseSlug(string value) => Value = value;

    public string Value { get; }

    public static Result<DatabaseSlug> Parse(string? text) =>
        SlugSyntax.Check("database", text) is { } error ? error : new DatabaseSlug(text!);

    public override string ToString() => Value;
}

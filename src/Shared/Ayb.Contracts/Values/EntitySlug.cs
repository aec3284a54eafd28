namespace Ayb.Contracts;

/// <summary>The name of a user or organization in URLs; always in lower case.</summary>
public sealed record EntitySlug
{
    private EntitySlug(string value) => Value = value;

    public string Value { get; }

    public static Result<EntitySlug> Parse(string? text) =>
        SlugSyntax.Check("entity", text) is { } error ? error : new EntitySlug(text!.ToLowerInvariant());

    public override string ToString() => Value;
}

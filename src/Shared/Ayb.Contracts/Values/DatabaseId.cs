namespace Ayb.Contracts;

/// <summary>Identifies a hosted database for ever, whatever it is called; a UUIDv7 in 32 hexadecimal digits.</summary>
public readonly record struct DatabaseId(string Value)
{
    public static DatabaseId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));

    public override string ToString() => Value;
}

namespace Ayb.Contracts;

/// <summary>Identifies an entity for ever; a UUIDv7 in 32 hexadecimal digits.</summary>
public readonly record struct EntityId(string Value)
{
    public static EntityId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));

    public override string ToString() => Value;
}

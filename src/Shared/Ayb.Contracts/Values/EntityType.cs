namespace Ayb.Contracts;

public enum EntityType
{
    User,
    Organization,
}

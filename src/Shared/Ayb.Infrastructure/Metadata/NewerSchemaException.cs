namespace Ayb.Infrastructure.Metadata;

/// <summary>The metadata belongs to a newer build; running this one on it could lose data.</summary>
public sealed class NewerSchemaException(string module, int found, int known) : Exception(
    $"The metadata database was used by a newer version of ayb: the schema of {module} is at {found}, "
    + $"and this version knows it up to {known}. Start that newer version, or point database_url elsewhere.");

namespace Ayb.Infrastructure.Metadata;

/// <summary>One step of a module's schema.</summary>
public sealed record Migration(int Number, string File, string Sql);

namespace Ayb.Infrastructure.Metadata.Export;

/// <summary>What a column holds, by whatever name an engine calls it.</summary>
internal enum ColumnType
{
    Integer,
    Text,
    Real,
    Blob,
}

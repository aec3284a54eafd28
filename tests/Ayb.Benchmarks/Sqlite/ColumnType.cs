namespace Ayb.Benchmarks.Sqlite;

/// <summary>https://sqlite.org/c3ref/c_blob.html.</summary>
internal enum ColumnType
{
    Integer = 1,
    Real = 2,
    Text = 3,
    Blob = 4,
    Null = 5,
}

namespace Ayb.Contracts;

public enum DatabaseType
{
    Sqlite,
    Duckdb,
}

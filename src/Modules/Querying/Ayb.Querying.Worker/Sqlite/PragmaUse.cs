namespace Ayb.Querying.Worker.Sqlite;

internal enum PragmaUse
{
    Forbidden,
    Read,
    Write,
    SetForTheRequest,
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// <c>changes()</c> and <c>total_changes()</c> in place of SQLite's, which count from the connection's beginning: one caller's
/// would tell the next how much others wrote.
/// </summary>
internal static unsafe class ChangeCounters
{
    private const int Utf8 = 1, Innocuous = 0x200000;

    public static int Register(nint database, nint connection)
    {
        var first = Native.CreateFunction(database, "changes", 0, Utf8 | Innocuous, connection, &Changes, 0, 0, 0);
        return first != 0 ? first : Native.CreateFunction(database, "total_changes", 0, Utf8 | Innocuous, connection, &TotalChanges, 0, 0, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Changes(nint context, int count, nint arguments)
    {
        var connection = ConnectionOf(context);
        Native.ResultInteger(context, connection.OwnChanges > 0 ? connection.Changes : 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void TotalChanges(nint context, int count, nint arguments) => Native.ResultInteger(context, ConnectionOf(context).OwnChanges);

    private static Connection ConnectionOf(nint context) => (Connection)GCHandle.FromIntPtr(Native.UserData(context)).Target!;
}

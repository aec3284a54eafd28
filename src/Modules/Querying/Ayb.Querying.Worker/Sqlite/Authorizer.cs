using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Ayb.Querying.Worker.Sqlite;

/// <summary>
/// Asked by SQLite for every action of a statement while it compiles, https://sqlite.org/c3ref/set_authorizer.html.
/// Decides by what a statement does, never by how it reads.
/// </summary>
internal sealed unsafe class Authorizer(bool readOnly)
{
    private const int Allow = 0;
    private const int Deny = 1;

    private const int CreateTempIndex = 3, CreateTempTable = 4, CreateTempTrigger = 5, CreateTempView = 6;
    private const int DropTempIndex = 12, DropTempTable = 13, DropTempTrigger = 14, DropTempView = 15;
    private const int Pragma = 19, Read = 20, Select = 21, Transaction = 22, Attach = 24, Detach = 25;
    private const int Function = 31, Savepoint = 32, Recursive = 33;

    public bool IsReadOnly { get; } = readOnly;

    /// <summary>A statement is being compiled for a caller, not by SQLite for itself.</summary>
    public bool Compiling { get; set; }

    /// <summary>Something was refused only because this connection may not write.</summary>
    public bool SawWrite { get; private set; }

    /// <summary>The statement asked for nothing, as only VACUUM does.</summary>
    public bool SawNothing { get; private set; }

    /// <summary>What the statement does with the transaction: BEGIN, COMMIT or ROLLBACK.</summary>
    public string? SawTransaction { get; private set; }

    /// <summary>The statement opens a savepoint, releases one or rolls back to one.</summary>
    public bool SawSavepoint { get; private set; }

    /// <summary>The connection will carry traces of this request and must not serve another.</summary>
    public bool LeavesTraces { get; private set; }

    /// <summary>The statement was refused because of what it would write, and only for that.</summary>
    public bool RefusedWrite => IsReadOnly && SawWrite;

    /// <summary>Others share the transaction: what would change the connection for them is refused.</summary>
    public bool IsShared { get; set; }

    /// <summary>The statement was refused because of what it would leave for those who share.</summary>
    public bool RefusedTraces { get; private set; }

    /// <summary>The statement is a PRAGMA, or reads one as a table.</summary>
    public bool SawPragma { get; private set; }

    public void BeginStatement()
    {
        (SawWrite, SawSavepoint, SawPragma, RefusedTraces) = (false, false, false, false);
        (SawTransaction, SawNothing) = (null, true);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Callback(nint state, int action, byte* first, byte* second, byte* database, byte* trigger) =>
        ((Authorizer)GCHandle.FromIntPtr(state).Target!).Decide(action, first, second, database);

    private int Decide(int action, byte* first, byte* second, byte* database)
    {
        SawNothing = false;
        switch (action)
        {
            case Read or Select or Function or Recursive:
                return Allow;
            case Transaction:
                SawTransaction = Text(first);
                return Allow;
            case Savepoint:
                SawSavepoint = true;
                return Allow;
            case Pragma:
                SawPragma = true;
                return Decide(PragmaPolicy.Classify(Text(first)!, second is not null));
            case Attach:
                // VACUUM attaches a nameless database for itself while it runs; a caller's ATTACH is seen while it compiles.
                return !Compiling && Text(first) is "" ? Allow : Deny;
            case Detach:
                return Compiling ? Deny : Allow;
            case CreateTempIndex or CreateTempTable or CreateTempTrigger or CreateTempView
                or DropTempIndex or DropTempTable or DropTempTrigger or DropTempView:
                return LeaveTraces();
            default:
                // A virtual table in "temp" is no temporary table to SQLite, and hides a table as well as one.
                return Text(database) is "temp" ? LeaveTraces() : Write();
        }
    }

    private int Decide(PragmaUse use)
    {
        switch (use)
        {
            case PragmaUse.Read:
                return Allow;
            case PragmaUse.Write:
                return Write();
            case PragmaUse.SetForTheRequest:
                return LeaveTraces();
            default:
                return Deny;
        }
    }

    /// <summary>SQLite applies many settings while it compiles: only a refusal keeps them from those who share.</summary>
    private int LeaveTraces()
    {
        if (IsShared)
        {
            RefusedTraces = true;
            return Deny;
        }

        LeavesTraces |= !IsReadOnly;
        return Write();
    }

    private int Write()
    {
        SawWrite = true;
        return IsReadOnly ? Deny : Allow;
    }

    private static string? Text(byte* text) =>
        text is null ? null : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
}

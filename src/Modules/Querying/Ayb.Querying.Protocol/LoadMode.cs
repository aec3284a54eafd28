namespace Ayb.Querying.Protocol;

/// <summary>What becomes of a file that is loaded.</summary>
public enum LoadMode : ushort
{
    /// <summary>Its SQL makes a new database.</summary>
    Script = 0,

    /// <summary>Its CSV makes a table that is not there yet.</summary>
    NewTable = 1,

    /// <summary>Its CSV is added to a table, which is made if it is not there.</summary>
    AddToTable = 2,

    /// <summary>Its CSV makes a table, instead of the one that is there.</summary>
    ReplaceTable = 3,
}

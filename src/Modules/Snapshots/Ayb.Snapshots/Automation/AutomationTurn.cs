namespace Ayb.Snapshots.Automation;

/// <summary>One automatic run at a time.</summary>
internal sealed class AutomationTurn : SingleTurn;

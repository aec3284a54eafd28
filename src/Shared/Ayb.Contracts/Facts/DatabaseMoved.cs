namespace Ayb.Contracts;

/// <summary>A database has another name, or another owner. Its id stays.</summary>
/// <param name="By">Who has renamed it, or accepted it.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is.</param>
public sealed record DatabaseMoved(Principal By, HostedDatabase Before, HostedDatabase After) : IFact;

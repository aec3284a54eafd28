namespace Ayb.Contracts;

/// <summary>Somebody has said who may do what with a database from now on.</summary>
/// <param name="By">Who has said it: the owner or a manager.</param>
/// <param name="Database">What it was said of.</param>
/// <param name="With">Whom it was said of; <c>null</c> for everybody.</param>
/// <param name="Level">
/// The wire name of a <see cref="SharingLevel"/>, or of a <see cref="PublicSharingLevel"/> when it is for everybody.
/// </param>
public sealed record AccessChanged(Principal By, HostedDatabase Database, Entity? With, string Level) : IFact
{
    /// <summary>Whether those it was said of knew nothing of the database, and must not learn of it by having access denied.</summary>
    public bool IsHidden { get; init; }
}

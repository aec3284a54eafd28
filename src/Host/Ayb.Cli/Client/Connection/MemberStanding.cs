namespace Ayb.Cli.Client.Connection;

/// <summary>Whether somebody is a member, or invited to be one.</summary>
internal sealed record MemberStanding(string State)
{
    public bool IsInvited => State == "invited";
}

namespace Ayb.Contracts;

/// <summary>How an API token came into being.</summary>
public enum TokenOrigin
{
    /// <summary>Its bearer proved an email address.</summary>
    LogIn,

    /// <summary>Its bearer asked for it with another token.</summary>
    Command,

    /// <summary>Its bearer let an app have it.</summary>
    App,
}

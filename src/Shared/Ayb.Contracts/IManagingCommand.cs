namespace Ayb.Contracts;

/// <summary>
/// A command that somebody gives by an API token. It is carried out only if <see cref="MayStill"/> has no objection in its own
/// transaction: that the token was good when it was shown may be news of another server's half minute.
/// </summary>
public interface IManagingCommand : ICommand
{
    Principal Caller { get; }
}

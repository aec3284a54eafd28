namespace Ayb.Email.Smtp;

/// <summary>The conversation with a server ended without the mail being taken.</summary>
/// <param name="reason">For the log; never the server's own words, which may hold addresses.</param>
/// <param name="isFinal">Whether trying again is of no use.</param>
internal sealed class SmtpFailureException(string reason, bool isFinal = false) : Exception(reason)
{
    public bool IsFinal { get; } = isFinal;

    public static SmtpFailureException Unexpected(string step, SmtpReply reply, bool isFinal = false) =>
        new($"the server answered {reply.Code} to {step}", isFinal);
}

namespace Ayb.Email.Smtp;

/// <summary>What a server answers: a code of three digits and its text, of which only keywords after EHLO mean anything.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsPermanent => Code is >= 500;

    /// <summary>Whether the server is not content with who we are, which an operator can repair.</summary>
    public bool ConcernsAuthentication => Code is 530 or 534 or 535 or 538;
}

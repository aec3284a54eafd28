namespace Ayb.Email.Smtp;

/// <summary>What a server says it can do, in its reply to EHLO.</summary>
internal sealed class SmtpExtensions
{
    /// <summary>A server that knows HELO only.</summary>
    public static readonly SmtpExtensions None = new([]);

    private readonly HashSet<string> _keywords = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _mechanisms = new(StringComparer.OrdinalIgnoreCase);

    private SmtpExtensions(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            // Some old servers write AUTH=LOGIN.
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words is [var keyword, .. var parameters])
            {
                _keywords.Add(keyword);
                if (keyword.Equals("AUTH", StringComparison.OrdinalIgnoreCase))
                {
                    _mechanisms.UnionWith(parameters);
                }
            }
        }
    }

    public bool StartTls => _keywords.Contains("STARTTLS");

    public bool SmtpUtf8 => _keywords.Contains("SMTPUTF8");

    public bool AuthPlain => _mechanisms.Contains("PLAIN");

    public bool AuthLogin => _mechanisms.Contains("LOGIN");

    /// <summary>The first line is the server's greeting.</summary>
    public static SmtpExtensions In(SmtpReply reply) => new(reply.Lines.Skip(1));
}

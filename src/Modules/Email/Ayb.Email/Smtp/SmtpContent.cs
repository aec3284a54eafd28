namespace Ayb.Email.Smtp;

/// <summary>A message as it travels after DATA: RFC 5321, section 4.5.2.</summary>
internal static class SmtpContent
{
    /// <summary>Doubles the dot at the start of lines, so that none of them ends the message, and ends it.</summary>
    /// <param name="message">Lines that end with CRLF.</param>
    public static ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> message)
    {
        using var content = new MemoryStream(message.Length + 64);
        var atLineStart = true;
        foreach (var octet in message)
        {
            if (atLineStart && octet == '.')
            {
                content.WriteByte((byte)'.');
            }

            content.WriteByte(octet);
            atLineStart = octet == '\n';
        }

        content.Write(".\r\n"u8);
        return content.ToArray();
    }
}

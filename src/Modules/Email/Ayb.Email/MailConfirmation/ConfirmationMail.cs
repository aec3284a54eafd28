namespace Ayb.Email;

/// <summary>What is written to somebody who registers or logs in.</summary>
internal static class ConfirmationMail
{
    public const string Subject = "Your login credentials";

    public static string Body(string publicUrl, string token) =>
        $"""
        To complete your registration, visit
        {'\t'}{publicUrl}/confirm/{Uri.EscapeDataString(token)}

        Or type
        {'\t'}ayb client confirm {token}
        """;
}

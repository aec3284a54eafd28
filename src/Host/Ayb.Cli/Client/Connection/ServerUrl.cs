namespace Ayb.Cli.Client.Connection;

/// <summary>One spelling of each server's URL, since tokens are saved under it.</summary>
internal static class ServerUrl
{
    public static string Normalize(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? parsed.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : throw new CommandFailedException($"{url} is no server URL: it has to look like https://ayb.example.org");
}

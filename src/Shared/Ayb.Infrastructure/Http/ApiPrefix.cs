namespace Ayb.Infrastructure.Http;

/// <summary>What the addresses of the API begin with on this server, such as <c>/v1</c>.</summary>
internal sealed record ApiPrefix(string Path);

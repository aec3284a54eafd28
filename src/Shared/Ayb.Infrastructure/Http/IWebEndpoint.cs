namespace Ayb.Infrastructure.Http;

/// <summary>An endpoint that only servers with pages have: those with <c>[web]</c> in their configuration.</summary>
public interface IWebEndpoint;

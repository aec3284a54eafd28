using Ayb.Contracts;

namespace Ayb.Infrastructure.Http;

/// <summary>Remembers for a request who made it; <c>null</c> is an anonymous caller.</summary>
internal sealed record CallerFeature(Principal? Caller);

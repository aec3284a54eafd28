using Ayb.Contracts;

namespace Ayb.Infrastructure.Http;

/// <summary>Remembers for a request who made it.</summary>
/// <param name="Caller"><c>null</c> is an anonymous caller.</param>
/// <param name="Token">What the caller has shown; <c>null</c> for nothing.</param>
/// <param name="Since">When that was looked at, as a timestamp of the clock.</param>
internal sealed record CallerFeature(Principal? Caller, string? Token, long Since);

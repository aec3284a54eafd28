using Ayb.Contracts;

namespace Ayb.Identity;

internal readonly record struct CachedBearer(Principal Bearer, DateTime Since, DateTime Until)
{
    public static CachedBearer From(VerifiedToken token, DateTime now)
    {
        var until = now + TokenCache.Lifetime;
        return new CachedBearer(token.Bearer, now, token.ExpiresAt < until ? token.ExpiresAt.Value : until);
    }

    /// <summary>Also false when the clock was set back: how old this is nobody knows then.</summary>
    public bool IsFresh(DateTime now) => Since <= now && now < Until;
}

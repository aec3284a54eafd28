using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;

namespace Ayb.Identity;

/// <summary>The rates that commands keep to. What one request takes of them it takes once, however often its command is run.</summary>
internal sealed class CommandRates(IdentityRates rates)
{
    private readonly HashSet<(object Rate, object Key)> _taken = [];

    public AybError? TakeRegistration(Mailbox mailbox) => TakeOnce(rates.RegisterPerEmail, mailbox);

    public AybError? TakeLogIn(EntityId entity) => TakeOnce(rates.LogInPerEntity, entity);

    public AybError? TakeConfirmation(EntityName entity) => TakeOnce(rates.ConfirmPerEntity, entity);

    /// <returns>Why there is none to take; <c>null</c> when there was one, or it has been taken before.</returns>
    private AybError? TakeOnce<TKey>(RateLimiter<TKey> rate, TKey key) where TKey : struct, IEquatable<TKey>
    {
        if (_taken.Contains((rate, key)))
        {
            return null;
        }

        var refusal = rate.Take(key);
        if (refusal is null)
        {
            _taken.Add((rate, key));
        }

        return refusal;
    }
}

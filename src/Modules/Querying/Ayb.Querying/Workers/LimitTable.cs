using System.Collections.Frozen;
using Ayb.Contracts;

namespace Ayb.Querying.Workers;

/// <summary>Knows what each database may use.</summary>
internal sealed class LimitTable
{
    private readonly GrantedLimits _general;
    private readonly FrozenDictionary<(string Owner, string Database), GrantedLimits> _special;

    public LimitTable(LimitsOptions options)
    {
        _general = GrantedLimits.Default.With(options);
        _special = options.Databases.ToFrozenDictionary(entry => Key(entry.Key.Split('/')), entry => _general.With(entry.Value));
    }

    public GrantedLimits Of(EntitySlug owner, DatabaseSlug database) =>
        _special.GetValueOrDefault((owner.Value, database.Value), _general);

    private static (string Owner, string Database) Key(string[] name) =>
        (EntitySlug.Parse(name[0]).Value.Value, DatabaseSlug.Parse(name[1]).Value.Value);
}

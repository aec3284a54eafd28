using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

internal sealed class WhichMayDiscoverHandler(GrantStore grants, PublicLevelStore publicLevels)
    : INotificationHandler<WhichMayDiscover>
{
    private static readonly IReadOnlyDictionary<DatabaseId, SharingLevel> Nothing = new Dictionary<DatabaseId, SharingLevel>();

    public async Task Handle(WhichMayDiscover question, CancellationToken cancellationToken)
    {
        var caller = question.Caller;
        var ids = question.Databases.Select(database => database.Id);
        var granted = caller is null ? Nothing : await grants.ListAsync(caller.Id, ids, cancellationToken);
        var levels = await publicLevels.ListAsync(ids, cancellationToken);
        question.Answer([.. question.Databases.Where(MayDiscover)]);

        bool MayDiscover(HostedDatabase database)
        {
            SharingLevel? grant = granted.TryGetValue(database.Id, out var level) ? level : null;
            return AccessDecision.For(caller, database, grant, levels.GetValueOrDefault(database.Id)).Discover;
        }
    }
}

using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

internal sealed class WhichMayDiscoverHandler(GrantStore grants, PublicLevelStore publicLevels)
    : INotificationHandler<WhichMayDiscover>
{
    public async Task Handle(WhichMayDiscover question, CancellationToken cancellationToken)
    {
        var caller = question.Caller;
        var ids = question.Databases.Select(database => database.Id);
        var granted = caller is null ? null : await grants.ListAsync(caller, ids, cancellationToken);
        var levels = await publicLevels.ListAsync(ids, cancellationToken);
        question.Answer([.. question.Databases.Where(MayDiscover)]);

        bool MayDiscover(HostedDatabase database) => AccessDecision.For(
            caller, database, granted is null ? [] : [.. granted[database.Id]], levels.GetValueOrDefault(database.Id)).Discover;
    }
}

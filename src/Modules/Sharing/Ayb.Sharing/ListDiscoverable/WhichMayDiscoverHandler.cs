using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

internal sealed class WhichMayDiscoverHandler(PublicLevelStore publicLevels) : INotificationHandler<WhichMayDiscover>
{
    public async Task Handle(WhichMayDiscover question, CancellationToken cancellationToken)
    {
        var levels = await publicLevels.ListAsync(question.Databases.Select(database => database.Id), cancellationToken);
        question.Answer([.. question.Databases.Where(database =>
            AccessDecision.For(question.Caller, database, levels.GetValueOrDefault(database.Id)).Discover)]);
    }
}

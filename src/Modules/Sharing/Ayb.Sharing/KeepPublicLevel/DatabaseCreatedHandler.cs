using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

internal sealed class DatabaseCreatedHandler(PublicLevelStore publicLevels) : INotificationHandler<DatabaseCreated>
{
    public Task Handle(DatabaseCreated fact, CancellationToken cancellationToken) =>
        publicLevels.SetAsync(fact.Database.Id, fact.PublicLevel, cancellationToken);
}

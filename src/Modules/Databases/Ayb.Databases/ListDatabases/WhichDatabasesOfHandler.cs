using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

internal sealed class WhichDatabasesOfHandler(DatabaseStore databases) : INotificationHandler<WhichDatabasesOf>
{
    public async Task Handle(WhichDatabasesOf question, CancellationToken cancellationToken) =>
        question.Answer(await databases.ListAsync(question.Owner, cancellationToken));
}

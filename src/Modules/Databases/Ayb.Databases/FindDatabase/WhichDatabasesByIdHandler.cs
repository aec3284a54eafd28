using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

internal sealed class WhichDatabasesByIdHandler(DatabaseStore databases) : INotificationHandler<WhichDatabasesById>
{
    public async Task Handle(WhichDatabasesById question, CancellationToken cancellationToken) =>
        question.Answer(await databases.ListAsync(question.Ids, cancellationToken));
}

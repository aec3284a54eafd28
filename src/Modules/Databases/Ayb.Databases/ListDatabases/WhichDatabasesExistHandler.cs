using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

internal sealed class WhichDatabasesExistHandler(DatabaseStore databases) : INotificationHandler<WhichDatabasesExist>
{
    public async Task Handle(WhichDatabasesExist question, CancellationToken cancellationToken) =>
        question.Answer(await databases.ListAsync(cancellationToken));
}

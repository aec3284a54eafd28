using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

internal sealed class WhichDatabaseHandler(DatabaseStore databases) : INotificationHandler<WhichDatabase>
{
    public async Task Handle(WhichDatabase question, CancellationToken cancellationToken)
    {
        if (await databases.FindAsync(new DatabaseName(question.Owner, question.Slug), cancellationToken) is { } database)
        {
            question.Answer(database);
        }
    }
}

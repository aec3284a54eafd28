using Ayb.Contracts;
using MediatR;

namespace Ayb.Databases;

internal sealed class NewDatabaseWithHandler(FilledDatabases databases) : INotificationHandler<NewDatabaseWith>
{
    public async Task Handle(NewDatabaseWith question, CancellationToken cancellationToken) =>
        question.Answer(await databases.CreateAsync(
            question.Caller, question.Path, PublicSharingLevel.NoAccess, origin: null, question.Stage, cancellationToken));
}

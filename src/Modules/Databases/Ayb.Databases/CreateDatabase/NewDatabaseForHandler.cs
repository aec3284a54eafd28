using Ayb.Contracts;
using Ayb.Databases.Storage;
using MediatR;

namespace Ayb.Databases;

/// <summary>Another module's use case begins with a new database: the same command makes it, in that one's transaction.</summary>
internal sealed class NewDatabaseForHandler(IMediator mediator, DatabaseStore databases) : INotificationHandler<NewDatabaseFor>
{
    public async Task Handle(NewDatabaseFor question, CancellationToken cancellationToken)
    {
        var (owner, slug) = (question.Path.Owner, question.Path.Slug);
        var created = await mediator.Send(
            new CreateDatabase(question.Caller, owner, slug, DatabaseType.Sqlite, PublicSharingLevel.NoAccess), cancellationToken);
        question.Answer(created.Error is { } error
            ? error
            : (await databases.FindAsync(new DatabaseName(owner, slug), cancellationToken))!);
    }
}

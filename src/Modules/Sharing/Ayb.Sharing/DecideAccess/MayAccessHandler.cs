using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

internal sealed class MayAccessHandler(GrantStore grants, PublicLevelStore publicLevels) : INotificationHandler<MayAccess>
{
    public async Task Handle(MayAccess question, CancellationToken cancellationToken)
    {
        var (caller, database) = (question.Caller, question.Database);
        var granted = caller is null ? [] : await grants.FindAsync(database.Id, caller, cancellationToken);
        var publicLevel = await publicLevels.FindAsync(database.Id, cancellationToken);
        question.Answer(AccessDecision.For(caller, database, granted, publicLevel));
    }
}

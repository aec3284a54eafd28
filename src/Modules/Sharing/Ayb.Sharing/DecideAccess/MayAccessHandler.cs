using Ayb.Contracts;
using Ayb.Sharing.Storage;
using MediatR;

namespace Ayb.Sharing;

internal sealed class MayAccessHandler(PublicLevelStore publicLevels) : INotificationHandler<MayAccess>
{
    public async Task Handle(MayAccess question, CancellationToken cancellationToken)
    {
        var publicLevel = await publicLevels.FindAsync(question.Database.Id, cancellationToken);
        question.Answer(AccessDecision.For(question.Caller, question.Database, publicLevel));
    }
}

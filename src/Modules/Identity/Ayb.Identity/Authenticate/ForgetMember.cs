using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Identity;

/// <summary>Lets a change of somebody's organizations count from their next request on, as soon as it is committed.</summary>
internal sealed class ForgetMember(TokenCache cache, MetadataSession session) : INotificationHandler<MembershipChanged>
{
    public Task Handle(MembershipChanged notification, CancellationToken cancellationToken)
    {
        session.ForgetAtCommit(() => cache.Forget(notification.Member.Id));
        return Task.CompletedTask;
    }
}

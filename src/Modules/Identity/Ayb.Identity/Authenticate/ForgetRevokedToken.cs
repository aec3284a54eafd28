using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Identity;

/// <summary>Lets a revocation take effect on this server as soon as it is committed, and not if it is rolled back.</summary>
internal sealed class ForgetRevokedToken(TokenCache cache, MetadataSession session) : INotificationHandler<TokenRevoked>
{
    public Task Handle(TokenRevoked notification, CancellationToken cancellationToken)
    {
        session.ForgetAtCommit(() => cache.Forget(notification.TokenId));
        return Task.CompletedTask;
    }
}

using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Identity;

/// <summary>Tokens and codes that reach one database are good for nothing once it is no more.</summary>
internal sealed class DatabasePurgedHandler(
    ApiTokenStore tokens, AuthorizationCodeStore codes, TokenCache cache, MetadataSession session) : INotificationHandler<DatabasePurged>
{
    public async Task Handle(DatabasePurged fact, CancellationToken cancellationToken)
    {
        await codes.RemoveAsync(fact.Database.Id, cancellationToken);
        foreach (var token in await tokens.RevokeAsync(fact.Database.Id, cancellationToken))
        {
            session.ForgetAtCommit(() => cache.Forget(token));
        }
    }
}

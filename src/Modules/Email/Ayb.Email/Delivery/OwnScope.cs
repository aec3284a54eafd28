using Ayb.Contracts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Email.Delivery;

/// <summary>Sends commands and queries from outside of any request, each with a session of its own.</summary>
internal sealed class OwnScope(IServiceScopeFactory scopes)
{
    public async Task<TValue> SendAsync<TValue>(IRequest<Result<TValue>> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken)).Value;
    }
}

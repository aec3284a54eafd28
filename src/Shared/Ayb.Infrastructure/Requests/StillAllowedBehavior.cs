using Ayb.Contracts;
using MediatR;

namespace Ayb.Infrastructure.Requests;

/// <summary>Turns away who was known too long: inside the transaction, where the metadata has the last word.</summary>
internal sealed class StillAllowedBehavior<TRequest, TResponse>(IMediator mediator) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IManagingCommand
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        await mediator.Ask(new MayStill(request.Caller), cancellationToken) is { Error: { } error }
            ? TResponse.Failure(error)
            : await next();
}

using Ayb.Contracts;
using Ayb.Infrastructure.RateLimits;
using MediatR;

namespace Ayb.Infrastructure.Requests;

/// <summary>Holds back an account that changes too much, by whichever door it comes, before a transaction is opened for it.</summary>
internal sealed class ChangeRateBehavior<TRequest, TResponse>(RequestRates rates) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IChange
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        rates.ChangesPerAccount.Take(request.Caller.Id) is { } refusal ? Task.FromResult(TResponse.Failure(refusal)) : next();
}

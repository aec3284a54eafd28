using Ayb.Contracts;
using FluentValidation;
using MediatR;

namespace Ayb.Infrastructure.Requests;

/// <summary>Turns away what a validator refuses, before a transaction is opened for it.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            var outcome = await validator.ValidateAsync(request, cancellationToken);
            if (outcome.Errors is [var first, ..])
            {
                return TResponse.Failure(new AybError(first.CustomState as ErrorKind? ?? ErrorKind.InvalidRequest, first.ErrorMessage));
            }
        }

        return await next();
    }
}

using Ayb.Contracts;
using Ayb.Infrastructure.Metadata;
using MediatR;

namespace Ayb.Infrastructure.Requests;

/// <summary>Gives every command its transaction.</summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(MetadataSession session)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand
    where TResponse : IResult<TResponse>
{
    public Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        session.RunAsync(() => next(), cancellationToken);
}

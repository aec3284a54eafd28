using Ayb.Contracts;
using MediatR;

namespace Ayb.Testing;

internal sealed record PublishInTransaction(IFact Fact, bool ThenFail) : ICommand<Nothing>;

internal sealed class PublishInTransactionHandler(IMediator mediator) : IRequestHandler<PublishInTransaction, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(PublishInTransaction request, CancellationToken cancellationToken)
    {
        await mediator.Publish(request.Fact, cancellationToken);
        return request.ThenFail ? AybError.Invalid("The test rolls this back.") : new Nothing();
    }
}

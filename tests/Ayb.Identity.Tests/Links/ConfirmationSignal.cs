using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity.Tests;

/// <summary>Tells that a link is about to be recorded as verified.</summary>
internal sealed class ConfirmationSignal : IPipelineBehavior<ConfirmLink, Result<Nothing>>
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Began => _began.Task;

    public Task<Result<Nothing>> Handle(
        ConfirmLink request, CancellationToken cancellationToken, RequestHandlerDelegate<Result<Nothing>> next)
    {
        _began.TrySetResult();
        return next();
    }
}

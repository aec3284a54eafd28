using Ayb.Contracts;
using MediatR;

namespace Ayb.Infrastructure.Requests;

/// <summary>
/// Asks the metadata for the last word on whether the caller's token counts, and does nothing else. Sent before work that takes too long
/// to be a command of its own.
/// </summary>
public sealed record StillAllowed(Principal Caller) : IManagingCommand, ICommand<Nothing>;

internal sealed class StillAllowedHandler : IRequestHandler<StillAllowed, Result<Nothing>>
{
    public Task<Result<Nothing>> Handle(StillAllowed request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<Nothing>>(new Nothing());
}

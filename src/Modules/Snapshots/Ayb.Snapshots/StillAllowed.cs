using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>
/// Asks the metadata for the last word on whether the caller's token counts, as is done within commands: what is done to snapshots takes
/// too long to be one.
/// </summary>
internal sealed record StillAllowed(Principal By) : ICommand<Nothing>;

internal sealed class StillAllowedHandler(IMediator mediator) : IRequestHandler<StillAllowed, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(StillAllowed request, CancellationToken cancellationToken) =>
        await mediator.Ask(new MayStill(request.By), cancellationToken) ?? new Nothing();
}

using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>For whom the token of an email is, without using it.</summary>
public sealed record ShowConfirmation(string AuthenticationToken) : IQuery<ConfirmationView>
{
    public override string ToString() => nameof(ShowConfirmation);
}

public sealed record ConfirmationView(string Entity);

internal sealed class ShowConfirmationHandler(ConfirmationTokens confirmations)
    : IRequestHandler<ShowConfirmation, Result<ConfirmationView>>
{
    public Task<Result<ConfirmationView>> Handle(ShowConfirmation request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<ConfirmationView>>(
            confirmations.TryOpen(request.AuthenticationToken, out var confirmation)
                ? new ConfirmationView(confirmation.Entity.Value)
                : ConfirmationTokens.Invalid);
}

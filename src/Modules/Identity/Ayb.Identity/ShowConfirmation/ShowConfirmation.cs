using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>For whom the token of an email is, without using it. One that was used up is for nobody.</summary>
public sealed record ShowConfirmation(string AuthenticationToken) : IQuery<ConfirmationView>
{
    public override string ToString() => nameof(ShowConfirmation);
}

public sealed record ConfirmationView(string Entity);

internal sealed class ShowConfirmationHandler(ConfirmationTokens confirmations, UsedConfirmationStore used)
    : IRequestHandler<ShowConfirmation, Result<ConfirmationView>>
{
    public async Task<Result<ConfirmationView>> Handle(ShowConfirmation request, CancellationToken cancellationToken) =>
        !confirmations.TryOpen(request.AuthenticationToken, out var confirmation) ? ConfirmationTokens.Invalid
        : await used.ContainsAsync(request.AuthenticationToken, cancellationToken) ? ConfirmationTokens.Used
        : new ConfirmationView(confirmation.Entity.Value);
}

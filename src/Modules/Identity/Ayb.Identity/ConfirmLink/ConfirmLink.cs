using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Records that the page behind a link links back.</summary>
internal sealed record ConfirmLink(ProfileLink Link) : ICommand<Nothing>;

internal sealed class ConfirmLinkHandler(ProfileStore profiles) : IRequestHandler<ConfirmLink, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(ConfirmLink request, CancellationToken cancellationToken)
    {
        await profiles.SetVerifiedAsync(request.Link, cancellationToken);
        return new Nothing();
    }
}

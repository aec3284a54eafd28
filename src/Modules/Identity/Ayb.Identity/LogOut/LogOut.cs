using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>Ends the session of the caller's token: nobody can go on with it.</summary>
public sealed record LogOut(Principal Caller) : ICommand<Nothing>;

internal sealed class LogOutHandler(IMediator mediator) : IRequestHandler<LogOut, Result<Nothing>>
{
    public Task<Result<Nothing>> Handle(LogOut request, CancellationToken cancellationToken) =>
        mediator.Send(new RevokeToken(request.Caller, request.Caller.TokenId), cancellationToken);
}

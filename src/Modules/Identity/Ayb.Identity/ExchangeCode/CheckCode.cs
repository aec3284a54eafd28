using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity;

/// <summary>
/// Whether a code could be exchanged. To be asked before it is: anybody may come with any, and a command takes a turn at writing.
/// </summary>
internal sealed record CheckCode(ExchangeCode Exchange) : IQuery<Nothing>;

internal sealed class CheckCodeHandler(CodeFinder codes) : IRequestHandler<CheckCode, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(CheckCode request, CancellationToken cancellationToken) =>
        (await codes.FindAsync(request.Exchange, cancellationToken)).Error is { } error ? error : new Nothing();
}

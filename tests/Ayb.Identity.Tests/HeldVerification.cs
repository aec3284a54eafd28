using Ayb.Contracts;
using MediatR;

namespace Ayb.Identity.Tests;

/// <summary>Stops one lookup of a token between its read and what follows.</summary>
internal sealed class HeldVerification : IPipelineBehavior<VerifyToken, Result<VerifiedToken>>
{
    private readonly AsyncLocal<bool> _isHeld = new();
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task HasRead => _read.Task;

    public async Task<T> Hold<T>(Func<Task<T>> lookup)
    {
        _isHeld.Value = true;
        return await lookup();
    }

    public void Release() => _released.SetResult();

    public async Task<Result<VerifiedToken>> Handle(
        VerifyToken request, CancellationToken cancellationToken, RequestHandlerDelegate<Result<VerifiedToken>> next)
    {
        var result = await next();
        if (_isHeld.Value)
        {
            _read.SetResult();
            await _released.Task;
        }

        return result;
    }
}

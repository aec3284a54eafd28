using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Purging;

/// <summary>The folder of a database that is no more is gone.</summary>
internal sealed record ForgetPurged(DatabaseId Database) : ICommand<Nothing>;

internal sealed class ForgetPurgedHandler(PurgedFolders purged) : IRequestHandler<ForgetPurged, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(ForgetPurged command, CancellationToken cancellationToken)
    {
        await purged.RemoveAsync(command.Database, cancellationToken);
        return new Nothing();
    }
}

using Ayb.Contracts;
using Ayb.Querying.Workers;
using MediatR;

namespace Ayb.Querying.Versions;

/// <summary>Runs queries against databases as they were: in workers and on files of their own, of which the live ones know nothing.</summary>
internal sealed class PastQueries(VersionCache versions, WorkerPool workers)
{
    /// <param name="mediator">Of the request.</param>
    /// <param name="caller">Who may look back.</param>
    /// <param name="database">Which database.</param>
    /// <param name="asOf">Which version of it.</param>
    /// <param name="query">May not write.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Result<QueryAnswer>> RunAsync(
        IMediator mediator, Principal caller, HostedDatabase database, string asOf, WorkerQuery query, CancellationToken cancellationToken)
    {
        if (!(await VersionFiles.FindAsync(mediator, database, asOf, cancellationToken)).TryGet(out var version, out var error)
            || !(await versions.PinAsync(database, version, caller.Id, cancellationToken)).TryGet(out var pinned, out error))
        {
            return error;
        }

        using (pinned)
        {
            if (pinned.TookItsTime
                && !(await QueryableDatabase.MayStillLookBackAsync(mediator, caller, database, cancellationToken)).TryGet(out _, out error))
            {
                return error;
            }

            return await workers.RunAsync(database with { Id = pinned.Id }, query, cancellationToken);
        }
    }
}

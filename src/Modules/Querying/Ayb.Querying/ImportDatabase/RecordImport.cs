using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying;

/// <summary>What was sent is in its place, or in its table.</summary>
internal sealed record RecordImport(HostedDatabase Database, string? Table, Principal By) : ICommand<Nothing>;

internal sealed class RecordImportHandler(IMediator mediator) : IRequestHandler<RecordImport, Result<Nothing>>
{
    public async Task<Result<Nothing>> Handle(RecordImport command, CancellationToken cancellationToken)
    {
        await mediator.Publish(new DatabaseImported(command.By, command.Database, command.Table), cancellationToken);
        return new Nothing();
    }
}

using Ayb.Contracts;
using MediatR;

namespace Ayb.Querying.Files;

internal sealed class WhenWrittenHandler(FileStamps stamps) : INotificationHandler<WhenWritten>
{
    public Task Handle(WhenWritten question, CancellationToken cancellationToken)
    {
        if (stamps.Of(question.Database.Id) is { } written)
        {
            question.Answer(written);
        }

        return Task.CompletedTask;
    }
}

using System.Text;
using Ayb.Contracts;
using Ayb.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Databases.Tests;

/// <summary>In place of the module that has the files: each holds a text.</summary>
internal sealed class Files : INotificationHandler<WhatIsIn>, INotificationHandler<StageFile>
{
    private readonly Dictionary<DatabaseId, string> _contents = [];

    public Dictionary<DatabaseId, string> Staged { get; } = [];

    public Exception? FailsWith { get; set; }

    public string this[DatabaseId database]
    {
        get => _contents[database];
        set => _contents[database] = value;
    }

    public void Use(ModuleHostOptions options) => options.Services(services => services
        .AddSingleton<INotificationHandler<WhatIsIn>>(this)
        .AddSingleton<INotificationHandler<StageFile>>(this));

    public Task Handle(WhatIsIn notification, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(_contents.GetValueOrDefault(notification.Database.Id, "") + (notification.IsForOthers ? "" : " and what was deleted"));
        notification.Answer(new DatabaseCopy(new MemoryStream(bytes), bytes.Length, DateTimeOffset.UnixEpoch));
        return Task.CompletedTask;
    }

    public async Task Handle(StageFile notification, CancellationToken cancellationToken)
    {
        if (FailsWith is { } failure)
        {
            throw failure;
        }

        using var file = new MemoryStream();
        await notification.Write(file, cancellationToken);
        var id = notification.Database.Id;
        Staged[id] = Encoding.UTF8.GetString(file.ToArray());
        notification.Answer(new StagedFile(
            () =>
            {
                _contents[id] = Staged[id];
                Staged.Remove(id);
            },
            () => Staged.Remove(id)));
    }
}

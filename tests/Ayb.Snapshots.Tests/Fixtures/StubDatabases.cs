using System.Collections.Concurrent;
using System.Text;
using Ayb.Contracts;
using MediatR;

namespace Ayb.Snapshots.Tests.Fixtures;

/// <summary>
/// In place of the modules that have databases: alice owns some, whose files are a text each; she and bob manage them, and carol may write.
/// </summary>
internal sealed class StubDatabases :
    INotificationHandler<WhichDatabase>,
    INotificationHandler<WhichDatabasesExist>,
    INotificationHandler<WhichDatabasesById>,
    INotificationHandler<WhichDatabasesAreDeleted>,
    INotificationHandler<MayAccess>,
    INotificationHandler<WhenWritten>,
    INotificationHandler<WhatIsIn>,
    INotificationHandler<PutInPlace>,
    INotificationHandler<StageFile>,
    INotificationHandler<HasFiles>,
    INotificationHandler<MayStill>
{
    private readonly ConcurrentDictionary<string, (string Content, int Writes)> _files = [];
    private int _copiesAtOnce;

    /// <summary>The databases that were copied, in the order of the copies.</summary>
    public ConcurrentQueue<string> Copied { get; } = [];

    /// <summary>The databases that the automation has looked at.</summary>
    public ConcurrentQueue<string> LookedAt { get; } = [];

    /// <summary>That of the host, once there is one.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Databases that exist, and have no file.</summary>
    public ConcurrentBag<string> Lost { get; } = ["never-queried"];

    /// <summary>Databases that do not exist, and may come back.</summary>
    public ConcurrentBag<string> Deleted { get; } = [];

    /// <summary>Databases that are no more, and whose file is still there.</summary>
    public ConcurrentBag<string> Purged { get; } = [];

    /// <summary>Files whose database nobody knows.</summary>
    public bool HasStrays { get; set; }

    /// <summary>Why a caller's token does not count any more.</summary>
    public ConcurrentDictionary<string, AybError> Revoked { get; } = [];

    /// <summary>What happens before a caller is asked about once more.</summary>
    public Action BeforeMayStill { get; set; } = () => { };

    public int MostCopiesAtOnce { get; private set; }

    /// <summary>What happens before a database is copied.</summary>
    public Func<string, Task> BeforeCopy { get; set; } = _ => Task.CompletedTask;

    /// <summary>A database by its slug; writing counts as a write, also if it is the same.</summary>
    public string this[string slug]
    {
        get => _files[slug].Content;
        set => _files.AddOrUpdate(slug, _ => (value, 1), (_, file) => (value, file.Writes + 1));
    }

    /// <summary>Ids of databases that have a name after another had it.</summary>
    public ConcurrentDictionary<string, DatabaseId> Ids { get; } = [];

    public static HostedDatabase Named(string slug) => new(
        new DatabaseId($"id-of-{slug}"),
        new EntityId("id-of-alice"),
        EntitySlug.Parse("alice").Value,
        DatabaseSlug.Parse(slug).Value,
        DatabaseType.Sqlite);

    public static Principal Caller(string name) =>
        new(new EntityId($"id-of-{name}"), EntitySlug.Parse(name).Value, $"short-{name}", Scope: null);

    public Task Handle(WhichDatabase notification, CancellationToken cancellationToken)
    {
        if (notification.Owner.Value == "alice" && _files.ContainsKey(notification.Slug.Value))
        {
            notification.Answer(Now(notification.Slug.Value));
        }

        return Task.CompletedTask;
    }

    public Task Handle(WhichDatabasesExist notification, CancellationToken cancellationToken)
    {
        notification.Answer([.. _files.Keys.Union(Lost).Except(Purged).Select(Now)]);
        return Task.CompletedTask;
    }

    public Task Handle(WhichDatabasesById notification, CancellationToken cancellationToken)
    {
        notification.Answer([.. _files.Keys.Union(Lost).Except(Purged).Select(Now).Where(database => notification.Ids.Contains(database.Id))]);
        return Task.CompletedTask;
    }

    public Task Handle(WhichDatabasesAreDeleted notification, CancellationToken cancellationToken)
    {
        notification.Answer([.. Deleted.Select(Named)]);
        return Task.CompletedTask;
    }

    public Task Handle(MayAccess notification, CancellationToken cancellationToken)
    {
        var manages = notification.Caller is { Scope: null, Slug.Value: "alice" or "bob" };
        notification.Answer(new DatabaseAccess(Discover: true, QueryAccess.ReadWrite, manages, PublicSharingLevel.NoAccess));
        return Task.CompletedTask;
    }

    public Task Handle(WhenWritten notification, CancellationToken cancellationToken)
    {
        LookedAt.Enqueue(notification.Database.Slug.Value);
        if (_files.TryGetValue(notification.Database.Slug.Value, out var file))
        {
            notification.Answer($"{file.Writes}");
        }

        return Task.CompletedTask;
    }

    public async Task Handle(WhatIsIn notification, CancellationToken cancellationToken)
    {
        var (slug, takenAt) = (notification.Database.Slug.Value, Clock.GetUtcNow());
        MostCopiesAtOnce = Math.Max(MostCopiesAtOnce, Interlocked.Increment(ref _copiesAtOnce));
        try
        {
            await BeforeCopy(slug).WaitAsync(cancellationToken);
            Copied.Enqueue(slug);
            notification.Answer(CopyOf(slug, takenAt));
        }
        finally
        {
            Interlocked.Decrement(ref _copiesAtOnce);
        }
    }

    public async Task Handle(PutInPlace notification, CancellationToken cancellationToken)
    {
        var slug = notification.Database.Slug.Value;
        using var file = new MemoryStream();
        await notification.Write(file, cancellationToken);
        if (!(await notification.Keep(CopyOf(slug, Clock.GetUtcNow()), cancellationToken)).TryGet(out _, out var error)
            || !(await notification.MayStill(cancellationToken)).TryGet(out _, out error))
        {
            notification.Answer(error);
            return;
        }

        this[slug] = Encoding.UTF8.GetString(file.ToArray());
        notification.Answer(new Nothing());
    }

    public async Task Handle(StageFile notification, CancellationToken cancellationToken)
    {
        var slug = notification.Database.Slug.Value;
        using var file = new MemoryStream();
        await notification.Write(file, cancellationToken);
        var content = Encoding.UTF8.GetString(file.ToArray());
        notification.Answer(content == "corrupt"
            ? new AybError(ErrorKind.Snapshot, "The check has found something.")
            : new StagedFile(() => this[slug] = content, () => { }));
    }

    public Task Handle(HasFiles notification, CancellationToken cancellationToken)
    {
        notification.Answer(HasStrays || !_files.IsEmpty);
        return Task.CompletedTask;
    }

    public Task Handle(MayStill notification, CancellationToken cancellationToken)
    {
        BeforeMayStill();
        notification.Answer(Revoked.TryGetValue(notification.Caller.Slug.Value, out var refusal) ? refusal : new Nothing());
        return Task.CompletedTask;
    }

    /// <summary>Gives a database another name, and that one's file.</summary>
    public void Rename(string slug, string newSlug)
    {
        _files.TryRemove(slug, out var file).Should().BeTrue();
        _files[newSlug] = file;
        Ids[newSlug] = Now(slug).Id;
    }

    private HostedDatabase Now(string slug) => Ids.TryGetValue(slug, out var id) ? Named(slug) with { Id = id } : Named(slug);

    private DatabaseCopy CopyOf(string slug, DateTimeOffset takenAt)
    {
        var bytes = Encoding.UTF8.GetBytes(this[slug]);
        return new DatabaseCopy(new MemoryStream(bytes), bytes.Length, takenAt);
    }
}

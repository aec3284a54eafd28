using System.Collections.Concurrent;
using System.Globalization;
using Ayb.Contracts;
using Ayb.Infrastructure;
using Ayb.Infrastructure.Files;
using Ayb.Querying.Versions;

namespace Ayb.Querying.Files;

/// <summary>
/// Where the files of databases are: a folder each. A folder that is to take another's place has a name beside it, and so has the one
/// whose place is taken; both are gone when the exchange is complete.
/// </summary>
internal sealed class DatabaseFolders(ServerOptions server, VersionFolders versions)
{
    public const string DatabaseFile = "database.sqlite";
    public const string Incoming = ".incoming";
    public const string Outgoing = ".outgoing";
    public const string Staged = ".staged";
    public const string Unkept = ".unkept-";

    private const string Copy = "copy-";
    private const string Load = "load-";
    private const string Damaged = ".damaged-";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly ConcurrentDictionary<string, bool> _loads = new();

    /// <summary>Between two folders in the same place there is none, and nobody may make one.</summary>
    private readonly Lock _exchanging = new();

    private readonly string _root = Path.GetFullPath(Path.Combine(server.DataPath, "databases"));

    public bool AreAny => Directory.Exists(_root) && Directory.EnumerateFileSystemEntries(_root).Any();

    public string Of(DatabaseId database) => VersionId.Is(database) ? versions.Of(database) : Path.Combine(_root, database.Value);

    /// <summary>An empty folder for what is to take a database's place.</summary>
    public string NewIncoming(DatabaseId database)
    {
        var folder = Of(database) + Incoming;
        Delete(folder);
        Create(folder);
        return folder;
    }

    /// <summary>A name for a copy inside the folder of its database.</summary>
    public static string NewCopyName() => Copy + Guid.CreateVersion7().ToString("N");

    /// <summary>A name beside the folder of a database for one that is damaged.</summary>
    public static string NewDamagedName(DatabaseId database) => $"{database}{Damaged}{Guid.CreateVersion7():N}";

    /// <summary>A folder, not there yet, beside that of a database for what is replaced now and not kept elsewhere yet.</summary>
    public UnkeptState NewUnkept(DatabaseId database, DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds();
        return new UnkeptState(
            database,
            Path.Combine(_root, database + Unkept + time.ToString(CultureInfo.InvariantCulture)),
            DateTimeOffset.FromUnixTimeMilliseconds(time));
    }

    /// <summary>What was replaced and is not kept elsewhere yet.</summary>
    public IReadOnlyList<UnkeptState> ListUnkept() => Directory.Exists(_root)
        ? [.. Directory.GetDirectories(_root, "*" + Unkept + "*").Select(UnkeptState.Parse).OfType<UnkeptState>()]
        : [];

    /// <summary>Whether there is one of this database, which takes up as much of the disk as the database itself.</summary>
    public bool HasUnkept(DatabaseId database) => Directory.GetDirectories(_root, database + Unkept + "*").Length > 0;

    /// <summary>Puts a file where a worker can load it. Whoever does so drops it.</summary>
    /// <returns>Its new path.</returns>
    public string PutLoad(string folder, string file)
    {
        var path = Path.Combine(folder, Load + Guid.CreateVersion7().ToString("N"));
        _loads[path] = true;
        lock (_exchanging)
        {
            Create(folder);
            File.Move(file, path);
        }

        return path;
    }

    public void DropLoad(string path)
    {
        _loads.TryRemove(path, out _);
        File.Delete(path);
    }

    /// <summary>
    /// Deletes copies and loads that nobody waits for any more: their server has died, or they came too late. While nobody makes a copy.
    /// </summary>
    public void DropCopies(string folder)
    {
        foreach (var copy in Directory.GetFiles(folder, Copy + "*").Concat(Directory.GetFiles(folder, Load + "*")).Where(file => !_loads.ContainsKey(file)))
        {
            try
            {
                File.Delete(copy);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It is in nobody's way, and the next worker is another occasion.
            }
        }
    }

    public static void Create(string folder) => Directory.CreateDirectory(folder, OwnerOnly);

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Puts the incoming folder in the database's place. Nobody may have either open.</summary>
    /// <param name="database">Whose folders they are.</param>
    /// <param name="keepAs">A new name for what was there; <c>null</c> when nobody needs it any more.</param>
    /// <returns>Whether what was there has that new name now.</returns>
    public bool Exchange(DatabaseId database, string? keepAs = null)
    {
        var place = Of(database);
        var aside = keepAs is null ? place + Outgoing : Path.Combine(_root, keepAs);
        DurableFolder.Flush(place + Incoming);
        Delete(place + Outgoing);
        lock (_exchanging)
        {
            if (Directory.Exists(place))
            {
                Directory.Move(place, aside);
            }

            MoveIn(place, aside);
        }

        DurableFolder.Flush(_root);
        Delete(place + Outgoing);
        return keepAs is not null && Directory.Exists(aside);
    }

    /// <summary>Puts the incoming folder where a database will be. Until <see cref="Confirm"/> a file beside it says that it is not sure.</summary>
    public void Stage(DatabaseId database)
    {
        var place = Of(database);
        DurableFolder.Flush(place + Incoming);
        File.Create(place + Staged).Dispose();
        DurableFolder.Flush(_root);
        Directory.Move(place + Incoming, place);
        DurableFolder.Flush(_root);
    }

    /// <summary>The database exists.</summary>
    public void Confirm(DatabaseId database)
    {
        if (File.Exists(Of(database) + Staged))
        {
            File.Delete(Of(database) + Staged);
        }
    }

    /// <summary>The database will not exist.</summary>
    public void Drop(DatabaseId database)
    {
        Delete(Of(database));
        File.Delete(Of(database) + Staged);
    }

    /// <summary>Deletes all that there is of a database. Nobody may have any of it open.</summary>
    public void Remove(DatabaseId database)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var place = Of(database);
        var beside = new[] { Incoming, Outgoing, Damaged + "*", Unkept + "*" };
        foreach (var folder in beside.SelectMany(name => Directory.GetDirectories(_root, database + name)))
        {
            Delete(folder);
        }

        // The last of them: with nothing in its place, what is beside it would be put there by a start.
        Delete(place);

        File.Delete(place + Staged);
        DurableFolder.Flush(_root);
    }

    /// <summary>Those of which nobody knew whether they would exist when the server died.</summary>
    public IReadOnlyList<DatabaseId> ListStaged() => Directory.Exists(_root)
        ? [.. Directory.EnumerateFiles(_root, "*" + Staged).Select(file => new DatabaseId(Path.GetFileNameWithoutExtension(file)))]
        : [];

    /// <summary>Completes or undoes the exchanges that a death of the server has interrupted. Before anything is opened.</summary>
    public void Recover()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        foreach (var aside in ListAside())
        {
            // An incoming folder is complete before the first one is moved out of its way.
            var place = Path.Combine(_root, Path.GetFileName(aside).Split('.')[0]);
            if (!Directory.Exists(place))
            {
                Directory.Move(Directory.Exists(place + Incoming) ? place + Incoming : aside, place);
                DurableFolder.Flush(_root);
            }

            if (aside.EndsWith(Outgoing, StringComparison.Ordinal))
            {
                Delete(aside);
            }
        }

        foreach (var incoming in Directory.GetDirectories(_root, "*" + Incoming))
        {
            Delete(incoming);
        }
    }

    /// <summary>What exchanges have moved out of the way, that first which may have been the last in its place.</summary>
    private IEnumerable<string> ListAside() => new[] { Outgoing, Unkept + "*", Damaged + "*" }
        .SelectMany(name => Directory.GetDirectories(_root, "*" + name).OrderDescending(StringComparer.Ordinal));

    private static void MoveIn(string place, string aside)
    {
        try
        {
            Directory.Move(place + Incoming, place);
        }
        catch when (Directory.Exists(aside) && !Directory.Exists(place))
        {
            // Whoever asks for the database next finds what was there, and not an empty one.
            Directory.Move(aside, place);
            throw;
        }
    }
}

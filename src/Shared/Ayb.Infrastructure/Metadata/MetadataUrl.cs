using System.Data.Common;
using Ayb.Infrastructure.Configuration;
using Npgsql;

namespace Ayb.Infrastructure.Metadata;

/// <summary>Opens what <c>database_url</c> names: <c>sqlite://path</c> or <c>postgresql://user:password@host:port/name</c>.</summary>
internal static class MetadataUrl
{
    /// <summary>What such a URL looks like; the end of a sentence.</summary>
    public const string Form = "must be sqlite://path/to/file or postgresql://user:password@host:port/name";

    private const string Sqlite = "sqlite://";

    public static bool IsValid(string url) => IsSqlite(url) || ConnectionString(url) is not null;

    /// <exception cref="ConfigurationException">It is no such URL, or the file that it names can't be opened.</exception>
    public static IMetadataDatabase Open(string url)
    {
        if (IsSqlite(url))
        {
            return OpenFile(url[Sqlite.Length..]);
        }

        // The value stays unsaid: it may hold a password.
        return ConnectionString(url) is { } connectionString
            ? new PostgresMetadataDatabase(connectionString)
            : throw new ConfigurationException($"database_url {Form}.");
    }

    /// <summary>What the operator is told of a database that is named well and does not work.</summary>
    public static ConfigurationException Unusable(Exception exception) => new(
        $"The metadata database, which database_url names, can't be used: {exception.Message}", exception);

    // A database in memory would be another one for each connection.
    private static bool IsSqlite(string url) =>
        url.StartsWith(Sqlite, StringComparison.Ordinal) && url.Length > Sqlite.Length && !url.EndsWith(":memory:", StringComparison.Ordinal);

    private static SqliteMetadataDatabase OpenFile(string path)
    {
        try
        {
            return new SqliteMetadataDatabase(path);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(exception);
        }
    }

    /// <returns><c>null</c> when it names no PostgreSQL database, or a parameter that there is not.</returns>
    private static string? ConnectionString(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("postgresql" or "postgres")
            || uri.Host.Length == 0
            || uri.AbsolutePath.Length < 2)
        {
            return null;
        }

        try
        {
            return ConnectionString(uri);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string ConnectionString(Uri uri)
    {
        var credentials = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.IdnHost,
            Port = uri.IsDefaultPort ? NpgsqlConnection.DefaultPort : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(credentials[0]),
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
            ApplicationName = "ayb",
        };
        foreach (var parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = parameter.Split('=', 2) is [var n, var v] ? (n, v) : (parameter, "");
            builder[Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        return builder.ToString();
    }
}

using Ayb.Infrastructure.Configuration;
using Npgsql;

namespace Ayb.Infrastructure.Metadata;

/// <summary>Opens what <c>database_url</c> names: <c>sqlite://path</c> or <c>postgresql://user:password@host:port/name</c>.</summary>
internal static class MetadataUrl
{
    private const string Sqlite = "sqlite://";

    public static IMetadataDatabase Open(string url)
    {
        if (url.StartsWith(Sqlite, StringComparison.Ordinal) && url.Length > Sqlite.Length)
        {
            return new SqliteMetadataDatabase(url[Sqlite.Length..]);
        }

        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "postgresql" or "postgres")
        {
            return new PostgresMetadataDatabase(ConnectionString(uri));
        }

        // The value stays unsaid: it may hold a password.
        throw new ConfigurationException(
            "database_url must be sqlite://path/to/file or postgresql://user:password@host:port/name.");
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

using System.ComponentModel.DataAnnotations;
using Ayb.Infrastructure.Configuration;
using Ayb.Infrastructure.Metadata;

namespace Ayb.Infrastructure;

/// <summary>The settings at the top of <c>ayb.toml</c>, which every module builds on.</summary>
public sealed class ServerOptions
{
    /// <summary>The IP address to listen on, or <c>localhost</c>.</summary>
    [ListenAddress]
    public string Host { get; init; } = "0.0.0.0";

    /// <summary>The port to listen on; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 5433;

    /// <summary>How the world reaches this server, in emails and links; without a slash at the end.</summary>
    [HttpUrl]
    public string PublicUrl
    {
        get => field ?? $"http://localhost:{Port}";
        init => field = value.TrimEnd('/');
    }

    /// <summary><c>sqlite://path</c> or <c>postgresql://user:password@host:port/name</c>.</summary>
    [Secret, MetadataUrl]
    public string DatabaseUrl { get; init; } = "sqlite://ayb_data/ayb.sqlite";

    /// <summary>The folder that holds the hosted databases and what the server makes for itself.</summary>
    public string DataPath { get; init; } = "./ayb_data";

    /// <summary>Addresses and networks of the reverse proxies whose <c>X-Forwarded-For</c> tells who calls.</summary>
    [Networks]
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];
}

using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Ayb.Web;

/// <summary>A file that pages refer to. Its address changes with its content, so that browsers may keep it for ever.</summary>
internal sealed class Asset
{
    public static readonly Asset Stylesheet = new("ayb.css", "text/css; charset=utf-8");
    public static readonly Asset Mark = new("ayb.svg", "image/svg+xml");

    private static readonly FrozenDictionary<string, Asset> ByName =
        new[] { Stylesheet, Mark }.ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    private Asset(string file, string contentType)
    {
        Content = Read(file);
        ContentType = contentType;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Content))[..16];
        Name = $"{Path.GetFileNameWithoutExtension(file)}.{hash}{Path.GetExtension(file)}";
    }

    public string Name { get; }

    public byte[] Content { get; }

    public string ContentType { get; }

    public string Url => $"/assets/{Name}";

    public static Asset? Find(string name) => ByName.GetValueOrDefault(name);

    private static byte[] Read(string file)
    {
        using var resource = typeof(Asset).Assembly.GetManifestResourceStream(file)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}

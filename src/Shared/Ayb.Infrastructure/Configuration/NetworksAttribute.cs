using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace Ayb.Infrastructure.Configuration;

/// <summary>The list holds IP addresses, and networks such as <c>10.0.0.0/8</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NetworksAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || (value is IEnumerable<string> networks && networks.All(text => Parse(text) is not null));

    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        $"{name} must hold IP addresses such as \"127.0.0.1\" and networks such as \"10.0.0.0/8\"";

    /// <returns><c>null</c> for what is neither an address nor a network.</returns>
    internal static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : null;
}

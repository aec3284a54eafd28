using Ayb.Testing;

namespace Ayb.Databases.Tests;

/// <summary>Offers of <c>alice/books</c>.</summary>
internal static class Offers
{
    public static Task<string> OfferAsync(this ModuleHost host, string to) =>
        host.CallAsync("alice", "POST alice/books/transfer", ("to-entity", to));

    public static Task<string> AcceptAsync(this ModuleHost host, string? caller, params (string Name, string Value)[] headers) =>
        host.CallAsync(caller, "POST alice/books/transfer/accept", headers);
}

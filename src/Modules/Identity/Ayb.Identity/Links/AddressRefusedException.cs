namespace Ayb.Identity;

/// <summary>A host leads to where the server does not go.</summary>
internal sealed class AddressRefusedException() : IOException("Its host is not, or not only, on the internet.");

namespace Ayb.Infrastructure.Http;

/// <summary>Marks an endpoint whose address does not begin with the prefix of the others.</summary>
internal sealed class AtRoot;

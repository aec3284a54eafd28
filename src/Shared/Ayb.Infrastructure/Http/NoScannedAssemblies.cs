using System.Reflection;
using Carter;

namespace Ayb.Infrastructure.Http;

/// <summary>Keeps Carter from looking for endpoints in every assembly of the host: modules register their own.</summary>
internal sealed class NoScannedAssemblies() : DependencyContextAssemblyCatalog(typeof(NoScannedAssemblies).Assembly)
{
    public override IReadOnlyCollection<Assembly> GetAssemblies() => [];
}

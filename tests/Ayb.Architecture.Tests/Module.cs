using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ayb.Architecture.Tests;

/// <summary>A folder below src/Modules and the assembly of the same name.</summary>
public sealed record Module(string Name, Assembly Assembly)
{
    public static IReadOnlyList<Module> All { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src/Modules"))
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal)
            .Select(name => new Module(name, Assembly.Load($"Ayb.{name}"))),
    ];

    public static TheoryData<Module> Each => [.. All];

    /// <summary>Every type that somebody wrote, without what the compiler adds.</summary>
    public IEnumerable<Type> Types =>
        Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Ayb.", StringComparison.Ordinal) == true
            && !type.FullName!.Contains('<', StringComparison.Ordinal));

    /// <summary>What Razor writes: its classes are public and open, and nobody says otherwise.</summary>
    public static bool IsPage(Type type) => type.IsAssignableTo(typeof(IComponent));

    /// <summary><c>Add&lt;Module&gt;(services, configuration)</c>, a module's one door.</summary>
    public MethodInfo Door => Assembly.GetExportedTypes()
        .Where(type => type.IsAbstract && type.IsSealed)
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Single(method => method.Name == $"Add{Name}"
            && method.GetParameters().Select(parameter => parameter.ParameterType)
                .SequenceEqual([typeof(IServiceCollection), typeof(IConfiguration)]));

    public override string ToString() => Name;
}

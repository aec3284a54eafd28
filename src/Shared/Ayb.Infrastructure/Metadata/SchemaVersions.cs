namespace Ayb.Infrastructure.Metadata;

/// <summary>How many steps each module's schema has taken.</summary>
internal sealed record SchemaVersions(IReadOnlyDictionary<string, int> OfModules)
{
    public int Of(string module) => OfModules.GetValueOrDefault(module);

    /// <exception cref="NewerSchemaException">The metadata has taken a step that these modules do not know.</exception>
    public void MustBeKnown(IEnumerable<ModuleMigrations> modules, string engine)
    {
        var known = modules.ToDictionary(module => module.Module, module => module.For(engine).Count);
        foreach (var (module, number) in OfModules)
        {
            if (known.GetValueOrDefault(module) is var last && number > last)
            {
                throw new NewerSchemaException(module, number, last);
            }
        }
    }
}

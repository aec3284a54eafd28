using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Ayb.Infrastructure.Configuration.Toml;

/// <summary>Flattens a TOML file: tables to <c>section:key</c>, arrays to <c>key:0</c>.</summary>
internal sealed class TomlConfigurationProvider(string path, bool optional, AskedSettings asked) : SettingsProvider(asked)
{
    public string Path => path;

    public override void Load()
    {
        try
        {
            AddTable("", TomlParser.Parse(File.ReadAllBytes(path)));
        }
        catch (Exception exception) when (optional && exception is (FileNotFoundException or DirectoryNotFoundException))
        {
            // Asking beforehand whether it exists would also pass over a file that is there but may not be read.
        }
        catch (TomlException exception)
        {
            throw new ConfigurationException($"{path}:{exception.Line}:{exception.Column}: {exception.Message}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private void AddTable(string prefix, TomlTable table)
    {
        foreach (var (name, value) in table.Values)
        {
            if (name.Length == 0 || name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
            {
                throw value.Position.Error("expected the name of a setting, which is not empty and has no colon");
            }

            Add(SettingPath.Combine(prefix, name), value);
        }
    }

    private void Add(string key, TomlValue value)
    {
        if (!TryAddOrigin(key, new FileOrigin(path, value.Position.Line, value.Position.Column, value.Kind)))
        {
            throw value.Position.Error("expected each setting once, but two differ in nothing but capital letters");
        }

        switch (value)
        {
            case TomlScalar scalar:
                Data[key] = scalar.Text;
                break;
            case TomlTable table:
                AddTable(key, table);
                break;
            case TomlArray array:
                foreach (var (index, item) in array.Items.Index())
                {
                    Add(SettingPath.Combine(key, index.ToString(CultureInfo.InvariantCulture)), item);
                }

                break;
        }
    }
}

namespace Ayb.Infrastructure.Configuration;

internal enum SettingShape
{
    Section = 1,
    Value,
    List,
}

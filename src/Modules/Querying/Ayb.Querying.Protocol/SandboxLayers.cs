namespace Ayb.Querying.Protocol;

/// <summary>What stands between a tenant's SQL and the machine.</summary>
[Flags]
public enum SandboxLayers : uint
{
    None = 0,
    NoNewPrivileges = 1,
    LandlockFiles = 2,
    LandlockNetwork = 4,
    LandlockScopes = 8,
    Seccomp = 16,
    ResourceLimits = 32,

    All = NoNewPrivileges | LandlockFiles | LandlockNetwork | LandlockScopes | Seccomp | ResourceLimits,
}

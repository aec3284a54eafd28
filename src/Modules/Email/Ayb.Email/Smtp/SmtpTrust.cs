using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ayb.Email.Smtp;

/// <summary>Whose certificates are believed. There is no way to believe all of them.</summary>
internal sealed class SmtpTrust(X509Certificate2? onlyRoot)
{
    /// <summary>The roots of the operating system.</summary>
    public static readonly SmtpTrust System = new(null);

    public SslClientAuthenticationOptions For(string host) => new()
    {
        TargetHost = host,
        CertificateChainPolicy = onlyRoot is null ? null : new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { onlyRoot },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };
}

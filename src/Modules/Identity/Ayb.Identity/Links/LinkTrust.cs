using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ayb.Identity;

/// <summary>Whose certificates are believed. There is no way to believe all of them.</summary>
internal sealed class LinkTrust(X509Certificate2? onlyRoot)
{
    /// <summary>The roots of the operating system.</summary>
    public static readonly LinkTrust System = new(null);

    public SslClientAuthenticationOptions Options => new() { CertificateChainPolicy = Policy };

    // A certificate names addresses at which more of its chain can be had. They are the stranger's choice, and anywhere.
    private X509ChainPolicy Policy
    {
        get
        {
            var policy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            if (onlyRoot is not null)
            {
                policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                policy.CustomTrustStore.Add(onlyRoot);
            }

            return policy;
        }
    }
}

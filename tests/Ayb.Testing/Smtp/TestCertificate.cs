using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ayb.Testing.Smtp;

/// <summary>A certificate that nobody but itself has signed, for the loopback addresses.</summary>
public static class TestCertificate
{
    /// <summary>For <c>localhost</c> and 127.0.0.1; the same for all servers of the process.</summary>
    public static X509Certificate2 Localhost { get; } = Create("localhost", IPAddress.Loopback);

    public static X509Certificate2 Create(string host, params IPAddress[] addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        Array.ForEach(addresses, names.AddIpAddress);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Certificate and key, in one file.</summary>
    public static void WriteTo(this X509Certificate2 certificate, string file)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }
}

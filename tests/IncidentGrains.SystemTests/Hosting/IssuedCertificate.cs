using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IncidentGrains.SystemTests.Processes;

namespace IncidentGrains.SystemTests.Hosting;

/// <summary>A certificate for 127.0.0.1 as organisations have them: issued by an authority below the one that clients know.</summary>
internal sealed class IssuedCertificate : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddMinutes(-5);

    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly X509Certificate2 _root;

    public IssuedCertificate()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = Authority("CN=incidentgrains-test root", rootKey).CreateSelfSigned(From, Until);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Authority("CN=incidentgrains-test issuing", middleKey).Create(_root, From, Until, [1]);
        using var middle = issued.CopyWithPrivateKey(middleKey);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=incidentgrains-test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var leaf = request.Create(middle, From, Until, [2]);
        File.WriteAllText(CertificateFile, leaf.ExportCertificatePem() + "\n" + middle.ExportCertificatePem() + "\n");
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string CertificateFile => _folder.File("server.pem");

    public string KeyFile => _folder.File("server-key.pem");

    /// <summary>Trusts the root, and knows of nothing between it and the server.</summary>
    public SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _root }, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true,
        };
        return handler;
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request;
    }
}

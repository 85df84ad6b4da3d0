using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace IncidentGrains.Host.Hosting;

/// <summary>Two ports: gRPC (HTTP/2) and REST (HTTP/1.1 and, with TLS, HTTP/2).</summary>
internal static class Endpoints
{
    public static void ListenOn(this WebApplicationBuilder builder, ServerOptions options)
    {
        var https = options.Certificate.Length == 0 ? null : Https(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;

            // An upload is not to wait for leave after each of its frames.
            kestrel.Limits.Http2.InitialStreamWindowSize = 4 * 1024 * 1024;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 8 * 1024 * 1024;
            kestrel.Listen(options.Listen, Tls(https, HttpProtocols.Http2));
            kestrel.Listen(options.Rest, Tls(https, https is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2));
        });
    }

    /// <summary>Starts the server.</summary>
    /// <exception cref="ConfigurationException">An address can't be had.</exception>
    public static async Task StartListening(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is SocketException or IOException { InnerException: AddressInUseException })
        {
            throw new ConfigurationException($"The server can't listen: {e.Message} Set --listen and --rest to free addresses of this machine.", e);
        }
    }

    private static Action<ListenOptions> Tls(HttpsConnectionAdapterOptions? https, HttpProtocols protocols) => listen =>
    {
        listen.Protocols = protocols;
        listen.CallLastOrders();
        if (https is not null)
        {
            listen.UseHttps(https);
        }
    };

    // The first certificate of the file is the server's; those after it lead to an authority that clients know.
    private static HttpsConnectionAdapterOptions Https(ServerOptions options)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(options.Certificate);
            return new HttpsConnectionAdapterOptions
            {
                ServerCertificate = X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey.Length == 0 ? null : options.CertificateKey),
                ServerCertificateChain = [.. chain.Skip(1)],
            };
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            throw new ConfigurationException($"The certificate '{options.Certificate}' can't be used: {e.Message}", e);
        }
    }
}

/// <summary>The one line on standard output that says the server is ready, and where.</summary>
internal static class ReadyLine
{
    public static string Of(WebApplication app, ServerOptions options)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Select(a => new Uri(a.Replace("[::]", "[::1]", StringComparison.Ordinal).Replace("0.0.0.0", IPAddress.Loopback.ToString(), StringComparison.Ordinal))).ToArray();
        return $"IncidentGrains ready grpc={Text(addresses[0])} rest={Text(addresses[1])} data={options.Data}";
    }

    private static string Text(Uri address) => address.GetLeftPart(UriPartial.Authority);
}

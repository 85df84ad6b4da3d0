using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace IncidentGrains.Host.Hosting;

/// <summary>A port for a listener that must know its number before it listens.</summary>
internal static class FreePort
{
    // Below 32768, where Linux begins (and the other systems 49152) to give ports to connections that go out: one of those,
    // to a database say, could take a port of that range in the moment between the choice and the listening.
    private const int Lowest = 20_000;
    private const int End = 32_768;

    private const int Attempts = 200;

    /// <summary>A port that nobody listened on a moment ago; two calls at once hardly ever give the same.</summary>
    /// <exception cref="SocketException">The address is not one of this machine, or every port that was tried is taken.</exception>
    public static int On(IPAddress address)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var listener = new TcpListener(address, RandomNumberGenerator.GetInt32(Lowest, End));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts)
            {
                // Another one.
            }
        }
    }
}

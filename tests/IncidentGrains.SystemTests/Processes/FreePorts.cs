using System.Net;
using System.Net.Sockets;

namespace IncidentGrains.SystemTests.Processes;

/// <summary>Ports for servers that must keep their address over restarts.</summary>
internal static class FreePorts
{
    // Below the ports that the system gives to connections that go out: one of those took a silo's port between the choice
    // and the listening.
    private const int Lowest = 10_000;
    private const int Count = 20_000;

    // In turn from a random one, so that no two calls of a run give the same, and two runs at once hardly ever.
    private static int _last = Random.Shared.Next(Count);

    /// <summary>A port of the loopback address that nobody listens on, and that no other call gave.</summary>
    public static int Next()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            var port = Lowest + (int)((uint)Interlocked.Increment(ref _last) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one.
            }
        }

        throw new InvalidOperationException($"No port from {Lowest} to {Lowest + Count - 1} is free.");
    }
}

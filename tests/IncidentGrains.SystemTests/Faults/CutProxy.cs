using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IncidentGrains.SystemTests.Faults;

/// <summary>A wire between two processes that a test can cut: hold what travels, or lose one answer.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Wire, byte> _wires = [];
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();
    private byte[] _marker = [];
    private int _armed;
    private int _lost;

    private CutProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    /// <summary>Where to connect instead of the target.</summary>
    public int Port { get; }

    /// <summary>How many answers were lost.</summary>
    public int Lost => Volatile.Read(ref _lost);

    /// <summary>A wire to a port of this machine, which need not be open yet.</summary>
    public static CutProxy To(int port) => new(port);

    /// <summary>Nothing goes through from here on, in either direction, and nobody is told: as when packets are dropped.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held goes on.</summary>
    public void Release() => _open.TrySetResult();

    /// <summary>All connections are closed; new ones are accepted.</summary>
    public void Reset()
    {
        foreach (var wire in _wires.Keys)
        {
            wire.Close();
        }
    }

    /// <summary>The next answer that holds these bytes does not arrive: its connection is closed instead.</summary>
    public void LoseAnswerWith(byte[] marker)
    {
        _marker = marker;
        Volatile.Write(ref _armed, 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Reset();
        Release();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task Accept()
    {
        var ends = new List<Task>();
        while (!_end.IsCancellationRequested)
        {
            try
            {
                ends.Add(Carry(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(ends);
    }

    private async Task Carry(TcpClient client)
    {
        using var wire = new Wire(client);
        _wires[wire] = 0;
        try
        {
            await _open.Task;
            await wire.Server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(Pump(client, wire.Server, answers: false), Pump(wire.Server, client, answers: true));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side is not there, or the test cut the wire: the client sees a closed connection.
        }
        finally
        {
            _wires.TryRemove(wire, out _);
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool answers)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                await _open.Task;
                if (answers && Volatile.Read(ref _armed) == 1 && buffer.AsSpan(0, count).IndexOf(_marker) >= 0 && Interlocked.Exchange(ref _armed, 0) == 1)
                {
                    Interlocked.Increment(ref _lost);
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Closed on either side: both directions end.
        }
    }

    private sealed class Wire(TcpClient client) : IDisposable
    {
        public TcpClient Server { get; } = new();

        public void Close()
        {
            client.Close();
            Server.Close();
        }

        public void Dispose() => Close();
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>Stands between a server and its broker: can hold back what the broker says, and keeps what the server does.</summary>
internal sealed class HeldProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<ConcurrentQueue<byte[]>> _said = [];
    private readonly int _target;
    private volatile TaskCompletionSource _open = Opened();

    public HeldProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All that the server has said so far, in one piece for each connection.</summary>
    public IReadOnlyList<byte[]> Said => [.. _said.Select(s => s.SelectMany(b => b).ToArray())];

    /// <summary>From here on the broker hears, and is not heard.</summary>
    public void Hold() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    public void Dispose()
    {
        Release();
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = Pump(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Pump(TcpClient client)
    {
        using (client)
        {
            using var broker = new TcpClient();
            try
            {
                await broker.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                var said = new ConcurrentQueue<byte[]>();
                _said.Add(said);
                await Task.WhenAny(Copy(client, broker, said), Copy(broker, client, said: null));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side went away; the other is closed with it.
            }
        }
    }

    // What the broker says, which is not kept, may be held back.
    private async Task Copy(TcpClient from, TcpClient to, ConcurrentQueue<byte[]>? said)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (said is null)
            {
                await _open.Task;
            }
            else
            {
                said.Enqueue(buffer[..read]);
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}

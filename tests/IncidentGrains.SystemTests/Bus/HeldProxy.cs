using System.Net;
using System.Net.Sockets;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>Stands between a server and its broker, and can hold back what the broker says.</summary>
internal sealed class HeldProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private volatile TaskCompletionSource _open = Opened();

    public HeldProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
                await Task.WhenAny(Copy(client, broker, held: false), Copy(broker, client, held: true));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side went away; the other is closed with it.
            }
        }
    }

    private async Task Copy(TcpClient from, TcpClient to, bool held)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (held)
            {
                await _open.Task;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}

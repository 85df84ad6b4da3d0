using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IncidentGrains.Host.Hosting;

/// <summary>Cuts connections that are still open a few seconds after the server began to stop, so that all behind them ends in good order.</summary>
/// <remarks>
/// Kestrel closes a connection once its last call is over, but looks for that only when the client sends something: its
/// heartbeat has ended by then. A stream that the server ended and the client is not reading would hold it for the 30 s of
/// the whole stop, and the silo behind it would have none left to hand over what it holds.
/// </remarks>
internal static class LastOrders
{
    // Longer than nearly every call takes; streams are told at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void CallLastOrders(this ListenOptions listen)
    {
        var services = listen.ApplicationServices;
        var (lifetime, time) = (services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<TimeProvider>());
        listen.Use(next => async connection =>
        {
            await using var stopping = lifetime.ApplicationStopping.Register(() => _ = Cut(connection, time));
            await next(connection);
        });
    }

    private static async Task Cut(ConnectionContext connection, TimeProvider time)
    {
        await Task.Delay(Patience, time, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!connection.ConnectionClosed.IsCancellationRequested)
        {
            connection.Abort(new ConnectionAbortedException("The server is stopping."));
        }
    }
}

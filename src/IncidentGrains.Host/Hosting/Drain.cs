using System.Runtime.InteropServices;

namespace IncidentGrains.Host.Hosting;

/// <summary>
/// Ends the server on SIGTERM in two steps: at once it says that it is not ready and serves on, so that load balancers turn
/// away from it; after <see cref="ClusterOptions.Drain"/> it stops. A second signal stops it at once.
/// </summary>
internal sealed class Drain(ServerOptions options, IHostApplicationLifetime lifetime, TimeProvider time) : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _begun = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>True from the signal on.</summary>
    public bool HasBegun => _begun.IsCancellationRequested;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, Begin));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _signals.ForEach(s => s.Dispose());
        _begun.Dispose();
    }

    private void Begin(PosixSignalContext context)
    {
        // Or the process would end here and now.
        context.Cancel = true;
        var isFirst = !HasBegun;
        _begun.Cancel();
        if (isFirst && options.Cluster.Drain > TimeSpan.Zero)
        {
            _ = Task.Delay(options.Cluster.Drain, time, lifetime.ApplicationStopping).ContinueWith(_ => lifetime.StopApplication(), TaskScheduler.Default);
        }
        else
        {
            lifetime.StopApplication();
        }
    }
}

/// <summary>Puts <see cref="Drain"/> in the place of the usual reaction to signals.</summary>
internal static class DrainHosting
{
    public static void AddDrain(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Drain>().AddSingleton<IHostLifetime>(s => s.GetRequiredService<Drain>());
}

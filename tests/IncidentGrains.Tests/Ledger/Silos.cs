using IncidentGrains.Grains.Ledger.Delivery;
using System.Diagnostics.Metrics;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Grains.Ledger.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Ledger;

/// <summary>Several silos' writers on one ledger.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<LedgerWriter> _writers = [];

    public Silos(LedgerDatabase ledger, int count, Func<ILedgerStore, ILedgerStore>? between = null)
    {
        for (var i = 0; i < count; i++)
        {
            var metrics = new LedgerMetrics(_services.GetRequiredService<IMeterFactory>());
            var writer = new LedgerWriter((between ?? (s => s))(i == 0 ? ledger.Store : ledger.Open()), new LedgerSignals(new LedgerSignal(), new OutboxFeed(), new ClockSignal()), metrics, NullLogger<LedgerWriter>.Instance);
            _writers.Add(writer);
            _ = writer.StartAsync(default);
        }
    }

    /// <summary>Counters that nobody reads.</summary>
    public static RelayMetrics RelayMetrics() => new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    public LedgerWriter Writer(int i) => _writers[i % _writers.Count];

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.StopAsync(default);
            writer.Dispose();
        }

        await _services.DisposeAsync();
    }
}

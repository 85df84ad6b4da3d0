using System.Diagnostics.Metrics;

namespace IncidentGrains.Grains.Ledger;

/// <summary>What the ledger does, in numbers.</summary>
internal sealed class LedgerMetrics : IDisposable
{
    /// <summary>The meter's name, for OpenTelemetry.</summary>
    public const string MeterName = "IncidentGrains.Ledger";

    private readonly Meter _meter;
    private readonly Counter<long> _commands;
    private readonly Histogram<int> _batch;

    public LedgerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _commands = _meter.CreateCounter<long>("incidentgrains.ledger.appends", "{command}", "Commands appended or resolved.");
        _batch = _meter.CreateHistogram<int>("incidentgrains.ledger.batch", "{command}", "Commands that travelled in one transaction.");
    }

    public void Appended(int batch)
    {
        _commands.Add(batch);
        _batch.Record(batch);
    }

    public void Dispose() => _meter.Dispose();
}

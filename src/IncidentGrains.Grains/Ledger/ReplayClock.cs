using System.Diagnostics;
using System.Globalization;

namespace IncidentGrains.Grains.Ledger;

/// <summary>A clock for demonstrations: it shows the instant written in a file, and goes on from there in real time.</summary>
/// <remarks>Checkpoints and exports of a server with this clock say so; timers and waits run in real time.</remarks>
internal sealed class ReplayClock(string file) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _base = DateTimeOffset.UnixEpoch;
    private DateTime _read = DateTime.MinValue;
    private long _since;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var written = File.GetLastWriteTimeUtc(file);
            if (written != _read)
            {
                var text = File.ReadAllText(file).Trim();
                _base = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
                    ? instant
                    : throw new InvalidDataException($"The replay clock's file '{file}' must hold one ISO 8601 instant.");
                (_read, _since) = (written, Stopwatch.GetTimestamp());
            }

            return _base + Stopwatch.GetElapsedTime(_since);
        }
    }
}

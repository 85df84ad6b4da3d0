using System.Threading.RateLimiting;
using IncidentGrains.Contracts;

namespace IncidentGrains.Host.Cohorts;

/// <summary>Keeps each caller to a rate of look-ups on this silo.</summary>
internal sealed class LookupRates(LookupOptions options) : IDisposable
{
    // As many full calls of one person wait at a time; more are refused, since each holds memory.
    private const int MostWaiting = 10;

    private readonly PartitionedRateLimiter<string> _rates = PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetTokenBucketLimiter(
        person, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, options.Burst),
            TokensPerPeriod = Math.Max(1, options.KeysPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = options.Burst * MostWaiting,
        }));

    private bool IsLimited => options.KeysPerSecond > 0;

    /// <summary>Takes leave for a number of look-ups.</summary>
    /// <exception cref="CaseException">The caller has to wait.</exception>
    public void Take(string person, int keys)
    {
        if (IsLimited)
        {
            using var lease = keys <= options.Burst ? _rates.AttemptAcquire(person, keys) : null;
            if (lease is not { IsAcquired: true })
            {
                throw TooMany();
            }
        }
    }

    /// <summary>Takes leave for a number of look-ups as soon as there is; whoever waits goes before those who come after.</summary>
    /// <exception cref="CaseException">There never will be for so many.</exception>
    public async ValueTask Wait(string person, int keys, CancellationToken cancellation)
    {
        if (IsLimited)
        {
            using var lease = keys <= options.Burst ? await _rates.AcquireAsync(person, keys, cancellation) : null;
            if (lease is not { IsAcquired: true })
            {
                throw TooMany();
            }
        }
    }

    public void Dispose() => _rates.Dispose();

    private CaseException TooMany() => new(
        CaseError.Overloaded, "lookup.rate",
        $"You may look up {options.KeysPerSecond} persons a second, {options.Burst} at once. Wait a moment, and send fewer at a time.");
}

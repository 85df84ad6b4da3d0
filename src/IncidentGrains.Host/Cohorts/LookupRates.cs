using System.Threading.RateLimiting;
using IncidentGrains.Contracts;

namespace IncidentGrains.Host.Cohorts;

/// <summary>Keeps each caller to a rate of look-ups on this silo.</summary>
internal sealed class LookupRates(LookupOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _rates = PartitionedRateLimiter.Create<string, string>(person => RateLimitPartition.GetTokenBucketLimiter(
        person, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, options.Burst),
            TokensPerPeriod = Math.Max(1, options.KeysPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        }));

    /// <summary>Takes leave for a number of look-ups.</summary>
    /// <exception cref="CaseException">The caller has to wait.</exception>
    public void Take(string person, int keys)
    {
        if (options.KeysPerSecond <= 0)
        {
            return;
        }

        using var lease = keys <= options.Burst ? _rates.AttemptAcquire(person, keys) : null;
        if (lease is not { IsAcquired: true })
        {
            throw new CaseException(
                CaseError.Overloaded, "lookup.rate",
                $"You may look up {options.KeysPerSecond} persons a second, {options.Burst} at once. Wait a moment, and send fewer at a time.");
        }
    }

    public void Dispose() => _rates.Dispose();
}

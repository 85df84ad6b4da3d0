using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Host.Access;

/// <summary>Who calls, as the token says.</summary>
internal sealed record Caller(Actor Actor, DateTimeOffset ExpiresAt)
{
    // A timer takes at most some 24 days, after which a client resumes its watch.
    private static readonly TimeSpan LongestWatch = TimeSpan.FromDays(24);

    /// <summary>How long a call may go on that outlives the check of its token.</summary>
    public TimeSpan TimeLeft => TimeSpan.FromTicks(Math.Clamp((ExpiresAt - TimeProvider.System.GetUtcNow()).Ticks, 0, LongestWatch.Ticks));
}

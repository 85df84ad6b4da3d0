using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Host.Access;

/// <summary>Who calls, as the token says.</summary>
internal sealed record Caller(Actor Actor, DateTimeOffset ExpiresAt);

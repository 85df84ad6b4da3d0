using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Tests.Clusters;

/// <summary>Made-up people.</summary>
internal static class People
{
    public static Actor Responder { get; } = new("test|responder", Roles.Responder);

    public static Actor Commander { get; } = new("test|commander", Roles.Commander);

    public static Actor Counsel { get; } = new("test|counsel", Roles.Legal);
}

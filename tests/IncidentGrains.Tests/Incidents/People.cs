using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Who acts in these tests.</summary>
internal static class People
{
    public static Actor Rana { get; } = new("https://idp.example|rana", Roles.Responder);

    public static Actor Cho { get; } = new("https://idp.example|cho", Roles.Commander);

    public static Actor Paula { get; } = new("https://idp.example|paula", Roles.Privacy);

    public static Actor Adam { get; } = new("https://idp.example|adam", Roles.Admin);

    public static Actor Siem { get; } = new("https://idp.example|siem", Roles.Integration);
}

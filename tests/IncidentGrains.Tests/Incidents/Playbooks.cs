using IncidentGrains.Contracts.Remediation;

namespace IncidentGrains.Tests.Incidents;

/// <summary>Made-up playbooks.</summary>
internal static class Playbooks
{
    public static PlaybookPlan Theft { get; } = new(
        "credential-theft", new string('d', 64),
        [
            new PlaybookTaskPlan("reset", "Reset passwords", "Of all accounts in the cohort", true, TaskPriority.Urgent, TimeSpan.FromHours(4), ["Sessions ended", "Mails queued"], []),
            new PlaybookTaskPlan("tell", "Tell the hotline", "", true, TaskPriority.High, null, [], ["reset"]),
            new PlaybookTaskPlan("review", "Review the alerts", "", false, TaskPriority.Low, TimeSpan.FromDays(7), [], ["tell", "reset"]),
        ]);

    public static PlaybookPlan Device { get; } = new(
        "lost-device", new string('e', 64), [new PlaybookTaskPlan("wipe", "Wipe the device", "", false, TaskPriority.Urgent, null, [], [])]);

    public static PlaybookPlan Circle { get; } = new(
        "circle", new string('f', 64),
        [
            new PlaybookTaskPlan("a", "First", "", true, TaskPriority.Low, null, [], ["b"]),
            new PlaybookTaskPlan("b", "Second", "", true, TaskPriority.Low, null, [], ["a"]),
        ]);

    public static PlaybookPlan Dangling { get; } = new(
        "dangling", new string('f', 64), [new PlaybookTaskPlan("a", "First", "", true, TaskPriority.Low, null, [], ["nowhere"])]);

    public static FixedPlaybooks Source { get; } = new(Theft, Device, Circle, Dangling);
}

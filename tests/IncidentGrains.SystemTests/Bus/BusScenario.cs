using System.Diagnostics;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Bus;

/// <summary>Steps that tests of the bus share: one incident is merged into another, which learns of it over the bus.</summary>
internal static class BusScenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<(string From, string Into)> Merge(this Clients clients, string? into = null)
    {
        var from = (await clients.Open()).IncidentId;
        into ??= (await clients.Open()).IncidentId;
        await clients.Incidents.MergeIncidentAsync(new MergeIncidentRequest { IncidentId = from, CommandId = Clients.NewId(), IntoIncidentId = into, Reason = "The same leak" });
        return (from, into);
    }

    public static Task UntilAbsorbed(this Clients clients, string from, string into) =>
        Until(async () => (await clients.Get(into)).Absorbed.Contains(from), $"{into} does not name {from}");

    public static async Task<int> TimesAbsorbed(this Clients clients, string into) =>
        (await clients.Events(into)).Count(e => e.Type == "incident.absorbed.v1");

    public static async Task Until(Func<Task<bool>> condition, string otherwise)
    {
        for (var bound = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(bound.Elapsed < Patience, otherwise);
            await Task.Delay(50);
        }
    }
}

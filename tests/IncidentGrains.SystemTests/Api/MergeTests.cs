using System.Diagnostics;
using IncidentGrains.SystemTests.Processes;
using IncidentGrains.V1;

namespace IncidentGrains.SystemTests.Api;

/// <summary>An incident merged into another is named there, whatever callers did before.</summary>
[Collection(RealProcesses.Name)]
public sealed class MergeTests(SharedServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Merge_IntoAnIncidentWhereACallerGuessedTheCommandId_IsNamedThere()
    {
        var (from, into) = (await server.Admin.Open(), await server.Admin.Open());
        var guessed = new AddTimelineEntryRequest { IncidentId = into.IncidentId, CommandId = $"absorb:{from.IncidentId}:2", Text = "Guessed" };
        await server.Admin.Incidents.AddTimelineEntryAsync(guessed);
        guessed.CommandId = "~" + guessed.CommandId;
        (await Refusal.Of(server.Admin.Incidents.AddTimelineEntryAsync(guessed))).AssertInvalid("command_id");

        await server.Admin.Incidents.MergeIncidentAsync(new MergeIncidentRequest
        {
            IncidentId = from.IncidentId, CommandId = Clients.NewId(), IntoIncidentId = into.IncidentId, Reason = "The same leak",
        });

        var bound = Stopwatch.StartNew();
        while (!(await server.Admin.Get(into.IncidentId)).Absorbed.Contains(from.IncidentId))
        {
            Assert.True(bound.Elapsed < Patience, "The other incident is not named.");
            await Task.Delay(50);
        }
    }
}

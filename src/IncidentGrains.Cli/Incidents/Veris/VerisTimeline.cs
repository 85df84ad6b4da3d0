using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>The milestones of <c>timeline</c> as instants, as far as they can be told.</summary>
/// <remarks>
/// The community's schema says from where each interval counts: compromise from the first action, exfiltration and discovery from the
/// compromise, containment from the discovery. A milestone whose start is not known stays what it is in VERIS, an interval.
/// </remarks>
internal sealed record VerisTimeline(VerisInstant? Began, IReadOnlyList<NewAwarenessClaim> Claims, IReadOnlyList<VerisEntry> Entries)
{
    /// <summary>Who is named as asserting the awareness that a VERIS record implies.</summary>
    public const string Asserts = "veris";

    /// <summary>The milestones of an incident.</summary>
    public static VerisTimeline Of(JsonObject incident)
    {
        var timeline = incident["timeline"];
        var began = VerisInstant.Of(JsonPointer.At(timeline, "incident"));
        var compromise = began?.After(JsonPointer.At(timeline, "compromise"));
        var exfiltration = compromise?.After(JsonPointer.At(timeline, "exfiltration"));
        var discovery = compromise?.After(JsonPointer.At(timeline, "discovery"));
        var containment = discovery?.After(JsonPointer.At(timeline, "containment"));

        VerisEntry?[] entries =
        [
            Entry(began, "First action against the victim", "timeline.incident"),
            Entry(compromise, "First compromise", "timeline.compromise"),
            Entry(exfiltration, "First exfiltration of data", "timeline.exfiltration"),
            Entry(discovery, "Discovered by the victim", "timeline.discovery"),
            Entry(containment, "Contained", "timeline.containment"),
        ];
        NewAwarenessClaim[] claims = discovery is null ? [] :
        [
            new NewAwarenessClaim { AwareAt = discovery.At.ToTimestamp(), AssertedBy = Asserts, Basis = $"timeline.discovery of the VERIS record{Precision(discovery)}" },
        ];
        return new VerisTimeline(began, claims, [.. entries.OfType<VerisEntry>()]);
    }

    private static VerisEntry? Entry(VerisInstant? instant, string what, string field) =>
        instant is null ? null : new VerisEntry(instant.At, $"{what}, says {field} of the VERIS record{Precision(instant)}");

    private static string Precision(VerisInstant instant) => instant.HasTime ? ", its time read as UTC" : ", which knows the day alone: it stands at 00:00 UTC";
}

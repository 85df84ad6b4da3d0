using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>An incident of this record as VERIS JSON. What was imported comes back as it was, but for what has changed since.</summary>
/// <param name="Incident">The incident in VERIS.</param>
/// <param name="Notes">What the reader of the export should know.</param>
internal sealed record VerisExport(JsonObject Incident, IReadOnlyList<string> Notes)
{
    private const string Redacted = "[redacted]";

    /// <summary>Writes an incident.</summary>
    /// <exception cref="VerisRefusedException">The facts of kind veris are none that an import made.</exception>
    public static VerisExport Of(Incident incident, IEnumerable<TimelineEntry> timeline)
    {
        var notes = new List<string>();
        var standing = incident.Facts.Where(f => f.CorrectedBy.Length == 0).ToList();
        var destroyed = standing.Where(f => f.Text == Redacted || f.Values is [Redacted]).Select(f => f.FactId).ToHashSet(StringComparer.Ordinal);
        if (destroyed.Count > 0)
        {
            notes.Add($"redacted, so not in the export: {string.Join(", ", destroyed)}");
        }

        var remainder = standing.Where(f => f.Kind == FactKind.Veris && !destroyed.Contains(f.FactId)).Select(f => f.Text).ToList();
        var veris = remainder.Count > 0 ? VerisLines.Read(remainder) : [];
        var known = new VerisReading(
            [.. standing.Where(f => f.Kind != FactKind.Veris && !destroyed.Contains(f.FactId)).Select(Fact)],
            [.. incident.AwarenessClaims.Select(c => new NewAwarenessClaim { AwareAt = c.AwareAt, AssertedBy = c.AssertedBy, Basis = c.Basis })],
            [.. timeline.Where(e => !e.Redacted).Select(e => new VerisEntry(e.OccurredAt.ToDateTimeOffset(), e.Text))]);

        Confirm(veris, incident);
        Begin(veris, incident, known, notes);
        VerisSkeleton.Complete(veris, incident, known);
        if (!SameAs(known, VerisReading.Derived(veris)))
        {
            VerisPlus.Write(veris, known);
        }

        return new VerisExport(veris, notes);
    }

    private static NewFact Fact(Fact fact) => fact.Kind switch
    {
        FactKind.Affected => new NewFact { Kind = fact.Kind, Count = fact.Count },
        _ when fact.Instant is not null => new NewFact { Kind = fact.Kind, Instant = fact.Instant },
        _ when fact.Values.Count > 0 => new NewFact { Kind = fact.Kind, Values = { fact.Values } },
        _ => new NewFact { Kind = fact.Kind, Text = fact.Text },
    };

    // An imported record is not confirmed here by being imported, and still says what it said.
    private static void Confirm(JsonObject veris, Incident incident)
    {
        var undecided = incident.Stage is Stage.Open or Stage.Triaged or Stage.Merged;
        if (!undecided || veris["security_incident"] is null)
        {
            veris["security_incident"] = incident.Resolution == Resolution.NotAnIncident ? "False positive" : undecided ? "Suspected" : "Confirmed";
        }
    }

    private static void Begin(JsonObject veris, Incident incident, VerisReading known, List<string> notes)
    {
        var began = known.Facts.Where(f => f.Kind == FactKind.Began).Select(f => f.Instant).Min();
        var place = JsonPointer.At(veris, "timeline", "incident");
        if (place is not null && (began is null || VerisInstant.Of(place)?.At.ToTimestamp() is { } read && read.Equals(began)))
        {
            return;
        }

        if (veris["timeline"] is not JsonObject timeline)
        {
            veris["timeline"] = timeline = [];
        }

        var at = began?.ToDateTime();
        timeline["incident"] = at is { } known_ ? new JsonObject { ["year"] = known_.Year, ["month"] = known_.Month, ["day"] = known_.Day }
            : new JsonObject { ["year"] = incident.OpenedAt.ToDateTime().Year };
        if (at is null)
        {
            notes.Add($"no fact says when it began: timeline.incident.year is {incident.OpenedAt.ToDateTime().Year.ToString(CultureInfo.InvariantCulture)}, when it was opened here");
        }
    }

    // The timeline comes ordered by when things happened, a reading in the order of its milestones.
    private static bool SameAs(VerisReading one, VerisReading other) =>
        one.Facts.SequenceEqual(other.Facts) && one.Claims.SequenceEqual(other.Claims)
        && one.Entries.OrderBy(e => e.OccurredAt).ThenBy(e => e.Text, StringComparer.Ordinal)
            .SequenceEqual(other.Entries.OrderBy(e => e.OccurredAt).ThenBy(e => e.Text, StringComparer.Ordinal));
}

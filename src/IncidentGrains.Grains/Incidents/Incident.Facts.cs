using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Grains.Incidents;

// Facts, claims of awareness, and the timeline: what is known, since when, and what happened.
internal sealed partial class Incident
{
    // Every answer carries the whole incident, and a usual client takes 4 MB: UTF-8 needs up to three bytes a character.
    private const int MaxItems = 500;
    private const int MaxCharacters = 1_000_000;

    // Clocks of the people who report differ; an instant a little ahead is no mistake of theirs.
    private static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    // Ids name the event by its place, so each can be found again without an index.
    private static string FactIdAt(long seq) => $"fct-{seq}";

    private static string ClaimIdAt(long seq) => $"awr-{seq}";

    private static string EntryIdAt(long seq) => $"tle-{seq}";

    private static Decision Record(IncidentState state, RecordFact command, IncidentContext context)
    {
        var check = new RequestCheck();
        CheckFact(check, "", command.Kind, command.Value, context);
        check.Throw();
        return Decision.Of(new FactRecorded(FactIdAt(state.Version + 1), command.Kind, command.Value));
    }

    private static Decision Correct(IncidentState state, CorrectFact command, IncidentContext context)
    {
        var fact = state.Facts.Find(f => f.FactId == command.FactId) ?? throw new CaseException(
            CaseError.NotFound, "fact.not_found", $"'{state.IncidentId}' has no fact '{command.FactId}'. Its facts are listed by GetIncident.");
        var check = new RequestCheck().Required("reason", command.Reason, MaxNote);
        CheckFact(check, "", fact.Kind, command.Value, context);
        check.Throw();
        return fact.CorrectedBy.Length == 0
            ? Decision.Of(new FactCorrected(FactIdAt(state.Version + 1), fact.FactId, fact.Kind, command.Value, command.Reason))
            : throw CaseException.Refused("fact.corrected", $"'{fact.FactId}' was corrected already. Correct '{fact.CorrectedBy}', which replaced it.");
    }

    private static Decision Claim(IncidentState state, ClaimAwareness command, IncidentContext context)
    {
        var check = new RequestCheck();
        CheckClaim(check, "", command.AwareAt, command.AssertedBy, command.Basis, context);
        check.Throw();
        return Decision.Of(new AwarenessClaimed(ClaimIdAt(state.Version + 1), command.AwareAt, command.AssertedBy, command.Basis));
    }

    private static Decision AddEntry(IncidentState state, AddTimelineEntry command, IncidentContext context)
    {
        new RequestCheck().Required("text", command.Text, MaxText)
            .That(IsPast(command.OccurredAt ?? context.Now, context), "occurred_at", "is in the future; send when it happened.")
            .Throw();
        return Decision.Of(new TimelineEntryAdded(EntryIdAt(state.Version + 1), command.OccurredAt ?? context.Now, command.Text));
    }

    private static void CheckClaim(
        RequestCheck check, string prefix, DateTimeOffset awareAt, string assertedBy, string basis, IncidentContext context) => check
        .That(IsPast(awareAt, context), prefix + "aware_at", "is in the future; send since when the company knew.")
        .Required(prefix + "asserted_by", assertedBy, 100)
        .Optional(prefix + "basis", basis, MaxNote);

    private static void CheckFact(RequestCheck check, string prefix, FactKind kind, FactValue value, IncidentContext context)
    {
        if (kind == FactKind.None || !Enum.IsDefined(kind))
        {
            check.That(false, prefix + "kind", "is not set or not known to this server; send one of FactKind.");
            return;
        }

        var carries = Carries(kind);
        check.That(
            (value.Text is not null) == (carries == "text") && (value.Instant is not null) == (carries == "instant")
                && (value.Values is not null) == (carries == "values") && (value.Count is not null) == (carries == "count"),
            prefix + carries, $"is what a fact of kind {kind} carries; set it, and no other value.");
        if (value.Text is not null)
        {
            check.Required(prefix + "text", value.Text, MaxText);
        }

        check.That(value.Count is null or >= 0, prefix + "count", "is negative; send how many people are affected.")
            .That(value.Instant is not { } at || IsPast(at, context), prefix + "instant", "is in the future; send when it happened.")
            .That(value.Values is null or { Count: >= 1 and <= 200 }, prefix + "values", "must hold 1 to 200 values.");
        for (var i = 0; i < Math.Min(value.Values?.Count ?? 0, 200); i++)
        {
            check.Required($"{prefix}values[{i}]", value.Values![i], 200);
        }
    }

    private static string Carries(FactKind kind) => kind switch
    {
        FactKind.Began or FactKind.Ended or FactKind.Notified => "instant",
        FactKind.Systems or FactKind.DataCategories or FactKind.Jurisdictions => "values",
        FactKind.Affected => "count",
        _ => "text",
    };

    private static bool IsFull(IncidentState state) =>
        state.Facts.Count + state.AwarenessClaims.Count + state.Links.Count >= MaxItems
        || state.Facts.Sum(f => (f.Value.Text?.Length ?? 0) + (f.Value.Values?.Sum(v => v.Length) ?? 0) + f.CorrectionReason.Length)
            + state.AwarenessClaims.Sum(c => c.Basis.Length) >= MaxCharacters;

    private static bool IsPast(DateTimeOffset instant, IncidentContext context) => instant <= context.Now + FutureTolerance;
}

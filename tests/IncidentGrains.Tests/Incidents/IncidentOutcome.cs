using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests.Incidents;

/// <summary>What a command led to: a decision, or a refusal.</summary>
internal sealed class IncidentOutcome(EventTypes types, Decision? decision, CaseException? refusal)
{
    public string Reason => refusal?.Reason ?? "";

    public Decision Decision => decision ?? throw new InvalidOperationException($"Refused: {refusal!.Reason}: {refusal.Message}");

    public IEnumerable<string> Fields => refusal?.Violations.Select(v => v.Field) ?? [];

    public IEnumerable<string> Names => Decision.Events.Select(types.NameOf);

    public Decision Then(params IEnumerable<IDomainEvent> expected)
    {
        Assert.Equal(expected.Select(e => IncidentSpec.Stored(types, e)), Decision.Events.Select(e => IncidentSpec.Stored(types, e)));
        return Decision;
    }

    public void ThenNothing() => Assert.Empty(Decision.Events);

    public CaseException ThenRefused(CaseError error, string reason)
    {
        Assert.NotNull(refusal);
        Assert.Equal((error, reason), (refusal.Error, refusal.Reason));
        return refusal;
    }

    public CaseException ThenRefused(string reason) => ThenRefused(CaseError.Refused, reason);

    public void ThenInvalid(params IEnumerable<string> fields)
    {
        ThenRefused(CaseError.Invalid, "request.invalid");
        Assert.Equal(fields, Fields);
    }
}

using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Grains.Ledger;

namespace IncidentGrains.Tests;

/// <summary>What a command led to: a decision, or a refusal.</summary>
internal sealed class Outcome(EventTypes types, Decision? decision, CaseException? refusal)
{
    public string Reason => refusal?.Reason ?? "";

    public Decision Decision => decision ?? throw new InvalidOperationException($"Refused: {refusal!.Reason}: {refusal.Message}");

    public IEnumerable<string> Fields => refusal?.Violations.Select(v => v.Field) ?? [];

    public IEnumerable<string> Names => Decision.Events.Select(types.NameOf);

    public Decision Then(params IEnumerable<IDomainEvent> expected)
    {
        Assert.Equal(expected.Select(e => Stored(types, e)), Decision.Events.Select(e => Stored(types, e)));
        return Decision;
    }

    /// <summary>How an event is stored: records that hold lists have no equality of their own.</summary>
    private static string Stored(EventTypes types, IDomainEvent item) => $"{types.NameOf(item)} {System.Text.Encoding.UTF8.GetString(types.Write(item))}";

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

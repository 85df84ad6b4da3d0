using System.Collections.Immutable;

namespace IncidentGrains.Contracts.Incidents;

/// <summary>The value of a fact: exactly one member is set, the one that its kind carries.</summary>
[GenerateSerializer, Immutable, Alias("ig.FactValue")]
public sealed record FactValue(
    [property: Id(0)] string? Text = null,
    [property: Id(1)] DateTimeOffset? Instant = null,
    [property: Id(2)] ImmutableList<string>? Values = null,
    [property: Id(3)] long? Count = null)
{
    /// <summary>What remains once the words are destroyed: instants and numbers stay, words go.</summary>
    public FactValue WithoutText() => this with
    {
        Text = Text is null ? null : Ledger.Redacted.Text,
        Values = Values is null ? null : [Ledger.Redacted.Text],
    };
}

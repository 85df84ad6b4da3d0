using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Registry.Audiences;
using IncidentGrains.Registry.Sealing;

namespace IncidentGrains.Grains.Cohorts.Reading;

/// <summary>An incident's registry at one version, ready to be asked. Immutable.</summary>
/// <param name="State">What the ledger says.</param>
/// <param name="Secrets">The incident's secrets.</param>
/// <param name="Segments">The segments that count, oldest first.</param>
internal sealed record RegistryView(RegistryState State, IncidentSecrets Secrets, IReadOnlyList<LiveSegment> Segments)
{
    /// <summary>What set expressions may name.</summary>
    public AudienceNames Names { get; } = new([.. State.Cohorts.Select(c => c.Name)], State.Categories);

    /// <summary>What answers depend on, as a text: views with the same give the same.</summary>
    public string Content => string.Join(' ', Segments.Select(s => $"{s.Cohort:x}:{s.Address}"));
}

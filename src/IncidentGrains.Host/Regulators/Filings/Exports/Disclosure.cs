using System.Text.Json;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Contracts.Ledger;
using IncidentGrains.Contracts.Regulators;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>Which events a regulator is given with their content: the filing's own, what its fields name as their sources, and how its obligation arose.</summary>
/// <remarks>
/// A filing carries only its regulator's part, and so does its bundle: an event that also speaks of other jurisdictions is withheld though a
/// field rests on it. Its place in the chain shows that it was there, and when.
/// </remarks>
internal sealed class Disclosure(EventTypes types, FilingStatement filing)
{
    private readonly HashSet<(string Stream, long Seq)> _sources = [.. filing.Version.Fields.SelectMany(f => f.Sources).Select(s => (s.Stream, s.Seq))];

    /// <summary>True if the content is given.</summary>
    public bool Discloses(StoredEvent stored)
    {
        var header = stored.Header;
        if (header.Stream == filing.FilingId)
        {
            return true;
        }

        var content = types.Read(header.Type, stored.Content);
        // An approval explains why another content is gone; it holds ids and digests.
        return content is IRedaction || ((_sources.Contains((header.Stream, header.Seq)) || Opens(content)) && IsOwn(content));
    }

    private bool Opens(IDomainEvent content) => content is ObligationsAssessed assessed && assessed.Opened.Any(o => filing.Obligations.Contains(o.ObligationId, StringComparer.Ordinal));

    private bool IsOwn(IDomainEvent content) => content switch
    {
        ObligationsAssessed a => a.Opened.Concat(a.Changed).All(o => IsOwn(o.Jurisdiction)) && a.Superseded.TrueForAll(o => filing.Obligations.Contains(o, StringComparer.Ordinal)) && FactsAreOwn(a.Facts),
        RegulatoryFactsRecorded r => r.Facts.Cohorts.TrueForAll(c => IsOwn(c.Jurisdiction)),
        FactRecorded { Kind: FactKind.Jurisdictions } f => IsOwn(f.Value),
        FactCorrected { Kind: FactKind.Jurisdictions } f => IsOwn(f.Value),
        _ => true,
    };

    private bool IsOwn(FactValue value) => value.Values?.TrueForAll(IsOwn) ?? true;

    private bool FactsAreOwn(string json)
    {
        using var facts = JsonDocument.Parse(json);
        return !facts.RootElement.TryGetProperty("cohorts", out var cohorts) || cohorts.EnumerateArray().All(c => IsOwn(c.GetProperty("jurisdiction").GetString()!));
    }

    // A state's own part counts as the country's.
    private bool IsOwn(string jurisdiction) => jurisdiction == filing.Jurisdiction || jurisdiction.StartsWith(filing.Jurisdiction + "-", StringComparison.Ordinal);
}

using System.Text.Json;

namespace IncidentGrains.Proof.Bundles;

/// <summary>The recorded facts on which a filing rests: the content of every disclosed event that is not the filing's own.</summary>
/// <param name="Format">The format's name and version.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Facts">The facts, in the order of ledger.jsonl.</param>
internal sealed record FactsFile(string Format, string CaseId, IReadOnlyList<RecordedFact> Facts)
{
    public const string Name = "incidentgrains-facts/1";

    public static byte[] Write(string caseId, string filingId, IEnumerable<PartEvent> events) => BundleJson.Write(
        new FactsFile(Name, caseId, [.. events.Where(e => IsFact(e, filingId)).Select(RecordedFact.Of)]), BundleJson.Default.FactsFile);

    /// <summary>True if a disclosed event is told among the facts.</summary>
    public static bool IsFact(PartEvent item, string filingId) => item.Disclosed && !item.ApprovesRedaction && item.Event.Header.Stream != filingId;
}

/// <summary>An event as a fact.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Seq">Its place in it.</param>
/// <param name="Type">Its type.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Content">Its content.</param>
internal sealed record RecordedFact(string Stream, long Seq, string Type, string At, JsonElement Content)
{
    public static RecordedFact Of(PartEvent item)
    {
        var header = item.Event.Header;
        using var payload = JsonDocument.Parse(item.Event.Payload!, CompactJws.Strict);
        return new RecordedFact(header.Stream, header.Seq, header.Type, Instants.ToText(header.AtMicros), payload.RootElement.Clone());
    }

    /// <summary>True if it says what the event says.</summary>
    public bool Tells(PartEvent item)
    {
        var said = Of(item);
        return (Type, At) == (said.Type, said.At) && JsonElement.DeepEquals(Content, said.Content);
    }
}

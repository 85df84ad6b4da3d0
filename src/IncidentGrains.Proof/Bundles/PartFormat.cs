using System.Text;

namespace IncidentGrains.Proof.Bundles;

/// <summary>The disclosed part of a ledger: whole streams of a case from their first event on, in the lines of <see cref="ExportFormat"/>.</summary>
/// <remarks>
/// In order: one <c>manifest</c>; the streams, sorted, each with all its events up to the checkpoint; one <c>end</c>. An <c>event</c> without
/// payload is redacted: the record itself has no content of it any more, and the approval that says so is disclosed. A <c>withheld</c> one has
/// content that this reader is not given.
/// </remarks>
internal static class PartFormat
{
    /// <summary>The format's name and version; no reader takes a part for the whole.</summary>
    public const string Name = "incidentgrains-ledger-part/1";

    /// <summary>The file.</summary>
    public static byte[] Write(string caseId, string clock, IReadOnlyList<PartEvent> events)
    {
        var text = new StringBuilder();
        void Add(string line) => text.Append(line).Append('\n');

        Add(ExportFormat.Line("manifest", json =>
        {
            json.WriteString("format", Name);
            json.WriteString("case_id", caseId);
            json.WriteString("clock", clock);
        }));
        foreach (var item in events)
        {
            Add(item.Withheld ? ExportFormat.Withheld(item.Event) : ExportFormat.Event(item.Event));
        }

        Add(ExportFormat.End(events.Count + 1));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

/// <summary>An event of a disclosed stream.</summary>
/// <param name="Event">The event; without salt and payload if it is redacted.</param>
/// <param name="Withheld">True if only its digest is disclosed.</param>
public sealed record PartEvent(LedgerEvent Event, bool Withheld)
{
    /// <summary>True if its content is disclosed.</summary>
    public bool Disclosed => !Withheld && Event.Payload is not null;

    /// <summary>True if it approves that another event's content is destroyed: disclosed with what it explains.</summary>
    public bool ApprovesRedaction => IsApproval(Event.Header.Type);

    /// <summary>True for the type of an approval.</summary>
    public static bool IsApproval(string type) => type.EndsWith(".redaction-approved.v1", StringComparison.Ordinal);
}

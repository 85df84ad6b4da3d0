using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Law;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Veris;

/// <summary>The requests that bring a VERIS incident into the record: one that opens it, then what does not fit into that.</summary>
/// <remarks>The same incident always makes the same requests under the same command ids, so an import that broke off goes on where it was.</remarks>
internal sealed record VerisOpening(OpenIncidentRequest Open, IReadOnlyList<RecordFactRequest> Facts, IReadOnlyList<AddTimelineEntryRequest> Entries)
{
    // Limits of OpenIncident.
    private const int MaxTitle = 200;
    private const int MaxReference = 100;
    private const int MaxFacts = 100;

    // An incident holds 500 facts and claims, and its owners will add theirs.
    private const int MaxItems = 400;

    // The same of its million characters.
    private const int MaxCharacters = 800_000;

    /// <summary>Makes the requests.</summary>
    /// <exception cref="VerisRefusedException">A text has the form of personal data, or there is more than an incident can hold.</exception>
    public static VerisOpening Of(VerisDocument document)
    {
        var veris = VerisPlus.Without(document.Incident);
        var reading = VerisReading.Of(document.Incident);
        NewFact[] facts = [.. VerisLines.Write(veris).Select(text => new NewFact { Kind = FactKind.Veris, Text = text }), .. reading.Facts];
        if (facts.Length + reading.Claims.Count > MaxItems)
        {
            throw new VerisRefusedException($"makes {facts.Length + reading.Claims.Count} facts and claims; {MaxItems} is the limit.");
        }

        if (facts.Sum(f => f.Text.Length + f.Values.Sum(v => v.Length)) is > MaxCharacters and var characters)
        {
            throw new VerisRefusedException($"takes {characters:N0} characters with the path of each value; {MaxCharacters:N0} is the limit.");
        }

        RefusePersonalData(document);
        var id = VerisFields.Text(veris["incident_id"]) ?? "";
        var open = new OpenIncidentRequest { Title = Title(VerisFields.Text(veris["summary"]), id), Reference = Reference(id) };
        open.Facts.AddRange(facts.Take(MaxFacts));
        open.AwarenessClaims.AddRange(reading.Claims);

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.Incident.ToJsonString())))[..32];
        open.CommandId = $"veris:{digest}:open";
        return new VerisOpening(
            open,
            [.. facts.Skip(MaxFacts).Select((f, n) => Record(f, $"veris:{digest}:f{n}"))],
            [.. reading.Entries.Select((e, n) => new AddTimelineEntryRequest { CommandId = $"veris:{digest}:t{n}", OccurredAt = e.OccurredAt.ToTimestamp(), Text = e.Text })]);
    }

    private static RecordFactRequest Record(NewFact fact, string commandId)
    {
        var request = new RecordFactRequest { CommandId = commandId, Kind = fact.Kind, Text = fact.Text, Instant = fact.Instant };
        request.Values.AddRange(fact.Values);
        if (fact.HasCount)
        {
            request.Count = fact.Count;
        }

        return request;
    }

    // The server would refuse it too, but only here the field's name is known.
    private static void RefusePersonalData(VerisDocument document)
    {
        foreach (var (path, text) in VerisTexts.In(document.Incident))
        {
            if (PersonalData.FormIn(text) is { } form)
            {
                var finding = document.Finding(path, "");
                throw new VerisRefusedException(
                    finding.Line, finding.Column, $"{path} seems to hold {form}. The ledger keeps no personal data for ever: take it out of the file, or describe it without.");
            }
        }
    }

    private static string Title(string? summary, string id)
    {
        var line = string.Join(' ', (summary ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = line.Length == 0 || line.Any(char.IsControl) ? $"VERIS incident {id}" : line;
        return line.Length <= MaxTitle ? line : line[..(char.IsHighSurrogate(line[MaxTitle - 2]) ? MaxTitle - 2 : MaxTitle - 1)] + "…";
    }

    private static string Reference(string id) => id.Length + "veris:".Length <= MaxReference && !id.Any(char.IsControl)
        ? "veris:" + id : string.Create(CultureInfo.InvariantCulture, $"veris:sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}");
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IncidentGrains.Proof.Bundles;

/// <summary>A filing as its own events tell it, computed anew by the verifier from the bytes that the hash chain covers.</summary>
internal sealed class FilingFold(string filingId)
{
    // Far beyond any filing: what a stranger's file can make the fold do stays small.
    private const int Most = 1_000;

    private readonly List<StatedVersion> _versions = [];
    private readonly List<StatedDemand> _demands = [];
    private readonly Dictionary<(int Number, string Key), long> _written = [];
    private FilingStatement? _head;

    /// <summary>The event that last wrote a field of a version, or 0.</summary>
    public long WrittenBy(int number, string key) => _written.GetValueOrDefault((number, key));

    private FilingStatement Head
    {
        get => _head ?? throw new InvalidOperationException("The filing was not drafted before.");
        set => _head = value;
    }

    /// <summary>The filing with one of its versions; null if there is none of that number.</summary>
    public FilingStatement? Statement(int number) =>
        _head is not null && number >= 1 && number <= _versions.Count ? _head with { Version = _versions[number - 1], Demands = [.. _demands] } : null;

    /// <summary>Takes in the next event.</summary>
    /// <exception cref="FormatException">Its type or content is unknown to this verifier, or does not follow from what came before.</exception>
    public void Apply(LedgerEvent item)
    {
        try
        {
            Fold(item);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"its content can't be read as '{item.Header.Type}' by this verifier", e);
        }
    }

    private void Fold(LedgerEvent item)
    {
        var header = item.Header;
        switch (header.Type)
        {
            case "filing.drafted.v1":
                var drafted = Read(item, FilingPayloads.Default.DraftedPayload);
                _head = new FilingStatement(
                    FilingStatement.Name, Masked: false, filingId, drafted.IncidentId, drafted.Title, drafted.Regulator, drafted.Jurisdiction, drafted.TimeZone,
                    drafted.Language, drafted.Form, drafted.Obligations, "open", "", null!, []);
                Begin(1, "initial", drafted.FormDigest, drafted.Fields, header.Seq);
                break;
            case "filing.version-started.v1":
                var started = Read(item, FilingPayloads.Default.StartedPayload);
                Supersede(v => v.State == "approved");
                Begin(started.Number, Word(started.Kind), started.FormDigest, started.Fields, header.Seq);
                break;
            case "filing.fields-updated.v1":
                var updated = Read(item, FilingPayloads.Default.UpdatedPayload);
                Change(updated.Number, v => v with { Fields = Written(v.Fields, updated.Fields) });
                Origin(updated.Number, updated.Fields.Select(f => f.Key), header.Seq);
                break;
            case "filing.refreshed.v1":
                var refreshed = Read(item, FilingPayloads.Default.RefreshedPayload);
                Bound(refreshed.Fields.Count);
                var before = _versions[refreshed.Number - 1].Fields.ToDictionary(f => f.Key, f => f.Text, StringComparer.Ordinal);
                Change(refreshed.Number, v => v with { FormDigest = refreshed.FormDigest, Fields = refreshed.Fields });
                Origin(refreshed.Number, refreshed.Fields.Where(f => before.GetValueOrDefault(f.Key) != f.Text).Select(f => f.Key), header.Seq);
                break;
            case "filing.submitted.v1":
                var submitted = Read(item, FilingPayloads.Default.SubmittedPayload);
                Change(submitted.Number, v => v with { State = "in_review", IncompleteReason = submitted.IncompleteReason, SubmittedBy = header.Actor, SubmittedAt = header.At });
                break;
            case "filing.returned.v1":
                Change(Read(item, FilingPayloads.Default.ReturnedPayload).Number, v => v with { State = "draft" });
                break;
            case "filing.approved.v1":
                var approved = Read(item, FilingPayloads.Default.ApprovedPayload);
                Change(approved.Number, v => v with { State = "approved", ApprovedBy = header.Actor, ApprovedAt = header.At, TextDigest = approved.TextDigest });
                break;
            case "filing.filed.v1":
                File(Read(item, FilingPayloads.Default.FiledPayload));
                break;
            case "filing.sent-back.v1":
                var back = Read(item, FilingPayloads.Default.SentBackPayload);
                Change(back.Number, v => v with { State = "sent_back", SentBackAt = back.SentBackAt });
                Bound(_demands.Count + back.Demands.Count);
                _demands.AddRange(back.Demands.Select(d => new StatedDemand(d.DemandId, d.Text, back.Number, back.SentBackAt, back.Due, 0, null)));
                Head = Head with { Status = "open" };
                break;
            case "filing.finalised.v1":
                Read(item, FilingPayloads.Default.FinalisedPayload);
                Head = Head with { Status = "final" };
                break;
            case "filing.withdrawn.v1":
                Head = Head with { Status = "withdrawn", Reason = Read(item, FilingPayloads.Default.WithdrawnPayload).Reason };
                break;
            // What these say is not part of a filing's text, versions or demands.
            case "filing.obligation-reported.v1" or "filing.demand-escalated.v1" or "filing.exported.v1":
                break;
            default:
                throw new FormatException($"its type '{header.Type}' is unknown to this verifier; a newer one may read it");
        }
    }

    private void Begin(int number, string kind, string formDigest, IReadOnlyList<StatedField> fields, long seq)
    {
        if (number != _versions.Count + 1)
        {
            throw new FormatException($"it begins version {number} after version {_versions.Count}");
        }

        Bound(number);
        Bound(fields.Count);
        _versions.Add(new StatedVersion(number, kind, "draft", formDigest, "", "", null, "", null, "", "", null, null, fields));
        Origin(number, fields.Select(f => f.Key), seq);
    }

    private void File(FiledPayload filed)
    {
        Supersede(v => v.Number < filed.Number && v.State is ("filed" or "sent_back"));
        Change(filed.Number, v => v with { State = "filed", ReceiptNumber = filed.ReceiptNumber, FiledAt = filed.FiledAt });
        var answered = filed.Answers.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < _demands.Count; i++)
        {
            if (answered.Contains(_demands[i].DemandId))
            {
                _demands[i] = _demands[i] with { AnsweredBy = filed.Number, AnsweredAt = filed.FiledAt };
            }
        }
    }

    private void Supersede(Func<StatedVersion, bool> isReplaced)
    {
        for (var i = 0; i < _versions.Count; i++)
        {
            _versions[i] = isReplaced(_versions[i]) ? _versions[i] with { State = "superseded" } : _versions[i];
        }
    }

    private void Change(int number, Func<StatedVersion, StatedVersion> change) => _versions[number - 1] = change(_versions[number - 1]);

    private void Origin(int number, IEnumerable<string> keys, long seq)
    {
        foreach (var key in keys)
        {
            _written[(number, key)] = seq;
        }
    }

    private static List<StatedField> Written(IReadOnlyList<StatedField> fields, IReadOnlyList<WrittenField> written)
    {
        var texts = written.ToDictionary(w => w.Key, w => w.Text, StringComparer.Ordinal);
        return [.. fields.Select(f => texts.TryGetValue(f.Key, out var text) ? f with { Text = text, Edited = text.Length > 0, Sources = [] } : f)];
    }

    private static void Bound(int count)
    {
        if (count > Most)
        {
            throw new FormatException($"it makes more than {Most:N0} versions, fields or demands");
        }
    }

    // The ledger's words for kinds are those of the code; the files of a bundle have one manner of writing.
    private static string Word(string kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind);

    private static T Read<T>(LedgerEvent item, JsonTypeInfo<T> type)
        where T : class
    {
        JsonNulls.Refuse(item.Payload);
        return JsonSerializer.Deserialize(item.Payload, type) ?? throw new JsonException("null");
    }
}

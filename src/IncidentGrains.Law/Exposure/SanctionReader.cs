using IncidentGrains.Law.Regulators.Packs;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Exposure;

/// <summary>Reads the sanctions of a pack.</summary>
internal static class SanctionReader
{
    /// <summary>A sanction.</summary>
    public static Sanction Read(PackFields fields, string source)
    {
        var kind = fields.Word("kind", SanctionKind.FixedFine);
        var zone = fields.Zone("time_zone");
        if (zone is null or "controller")
        {
            fields.Findings.Error(fields.Line, $"a sanction of {source} needs 'time_zone', the zone of its dates, such as Asia/Seoul.");
        }

        return new Sanction
        {
            Id = fields.Text("id"),
            Jurisdiction = fields.Text("jurisdiction"),
            Title = fields.Text("title"),
            KoreanTitle = fields.OptionalText("title_ko"),
            Roles = fields.Texts("roles"),
            Kind = kind,
            Currency = fields.Text("currency"),
            TimeZone = zone ?? "UTC",
            Versions = fields.Has("versions") ? [.. fields.Items("versions").Select(n => Version(n, fields, kind)).OfType<SanctionVersion>()] : [Version(fields, kind)],
        };
    }

    private static SanctionVersion? Version(YamlDotNet.RepresentationModel.YamlNode node, PackFields sanction, SanctionKind kind)
    {
        if (sanction.Findings.Read(() => new YamlMap(node, "a version"), null!) is not { } map)
        {
            return null;
        }

        var fields = sanction.Below(map);
        var version = Version(fields, kind);
        fields.End();
        return version;
    }

    private static SanctionVersion Version(PackFields fields, SanctionKind kind)
    {
        var amount = fields.Amount("amount");
        var tracks = fields.Each("tracks", "a track", Track);
        if (kind == SanctionKind.TurnoverFine ? tracks.Count == 0 : amount is null)
        {
            fields.Findings.Error(fields.Line, kind == SanctionKind.TurnoverFine ? "a share of turnover needs 'tracks', at least one." : "this sanction needs 'amount'.");
        }

        var from = fields.Date("effective_from");
        if (!fields.Has("effective_from"))
        {
            fields.Findings.Error(fields.Line, "a sanction needs 'effective_from', the first day on which it governs.");
        }

        return new SanctionVersion(
            from ?? default, fields.Date("effective_to"), fields.Word("base", TurnoverBase.Average), (int)(fields.Number("years") ?? 3), tracks, amount,
            fields.Text("citation"), fields.Text("confidence"));
    }

    private static SanctionTrack Track(PackFields fields)
    {
        var (rate, without) = (fields.Amount("rate"), fields.Amount("without_turnover"));
        if (!fields.Has("rate") || !fields.Has("without_turnover") || rate is <= 0 or > 1)
        {
            fields.Findings.Error(fields.Line, "a track needs 'rate', a share such as 0.03, and 'without_turnover', the ceiling without one.");
        }

        return new SanctionTrack(rate ?? 0, without ?? 0, fields.Amount("at_least"), fields.Each("any_of", "a condition", Condition), fields.Text("citation"));
    }

    private static SanctionCondition Condition(PackFields fields) => new(
        [.. fields.Texts("negligence").Select(w => fields.WordOf(w, fields.LineOf("negligence"), Negligence.Ordinary))],
        fields.Number("victims_at_least"),
        fields.Has("repeat_within_3_years") ? fields.Truth("repeat_within_3_years", otherwise: true) : null,
        fields.Has("defied_order") ? fields.Truth("defied_order", otherwise: true) : null);
}

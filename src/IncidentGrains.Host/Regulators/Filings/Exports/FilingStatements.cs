using System.Text.Json;
using IncidentGrains.Contracts.Regulators.Filings;
using IncidentGrains.Proof.Bundles;

namespace IncidentGrains.Host.Regulators.Filings.Exports;

/// <summary>A version of a filing as exports state it: the one place that knows both the filing's state and the statement's shape.</summary>
internal static class FilingStatements
{
    /// <summary>Stands where a text or a name was left out.</summary>
    public const string Mask = "[masked]";

    /// <summary>The statement in clear.</summary>
    public static FilingStatement Of(FilingState state, FilingVersion version) => new(
        FilingStatement.Name, Masked: false, state.FilingId, state.IncidentId, state.Title, state.Regulator, state.Jurisdiction, state.TimeZone, state.Language,
        state.Form, state.Obligations, Word(state.Status), state.Reason,
        new StatedVersion(
            version.Number, Word(version.Kind), Word(version.State), version.FormDigest, version.IncompleteReason, version.SubmittedBy, version.SubmittedAt,
            version.ApprovedBy, version.ApprovedAt, version.TextDigest, version.ReceiptNumber, version.FiledAt, version.SentBackAt, [.. version.Fields.Select(Of)]),
        [.. state.Demands.Select(d => new StatedDemand(d.DemandId, d.Text, d.VersionNumber, d.MadeAt, d.Due, d.AnsweredBy, d.AnsweredAt))]);

    /// <summary>The statement without the organisation's contact points and the names of its staff.</summary>
    /// <remarks>The text's digest goes too: who knows the rest of the text could try e-mail addresses against it.</remarks>
    public static FilingStatement Masked(this FilingStatement clear) => clear with
    {
        Masked = true,
        Version = clear.Version with
        {
            SubmittedBy = Hide(clear.Version.SubmittedBy),
            ApprovedBy = Hide(clear.Version.ApprovedBy),
            TextDigest = "",
            Fields = [.. clear.Version.Fields.Select(f => f.Contact ? f with { Text = Hide(f.Text) } : f)],
        },
    };

    private static string Hide(string text) => text.Length == 0 ? "" : Mask;

    private static StatedField Of(FilingField f) => new(
        f.Key, f.Section, f.LabelKo, f.LabelEn, f.Required, f.MaxLength, f.Contact, f.Content, f.Text, f.Edited, [.. f.Sources.Select(s => new StatedSource(s.Stream, s.Seq))]);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

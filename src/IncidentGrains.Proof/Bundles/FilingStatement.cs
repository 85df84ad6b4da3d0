using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Proof.Bundles;

/// <summary>One version of a filing as <c>filing.json</c> tells it: all of it can be derived from the filing's own events.</summary>
/// <param name="Format">The format's name and version.</param>
/// <param name="Masked">True if contact fields and names of staff are left out; never in a bundle.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="CaseId">The incident.</param>
/// <param name="Title">The form's title.</param>
/// <param name="Regulator">The regulator's code.</param>
/// <param name="Jurisdiction">Under whose law it is made.</param>
/// <param name="TimeZone">The zone in which its text gives instants.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>.</param>
/// <param name="Form">The form's id.</param>
/// <param name="Obligations">The obligations for which it is made.</param>
/// <param name="Status">Where the filing as a whole stands: <c>open</c>, <c>final</c> or <c>withdrawn</c>.</param>
/// <param name="Reason">Why it was withdrawn, or empty.</param>
/// <param name="Version">The version.</param>
/// <param name="Demands">What the regulator asked for, in the order of asking.</param>
public sealed record FilingStatement(
    string Format, bool Masked, string FilingId, string CaseId, string Title, string Regulator, string Jurisdiction, string TimeZone, string Language,
    string Form, IReadOnlyList<string> Obligations, string Status, string Reason, StatedVersion Version, IReadOnlyList<StatedDemand> Demands)
{
    /// <summary>The format's name and version.</summary>
    public const string Name = "incidentgrains-filing/1";

    /// <summary>The file.</summary>
    public byte[] ToJson() => BundleJson.Write(this, BundleJson.Default.FilingStatement);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are no filing, or not in the form in which it is written.</exception>
    public static FilingStatement FromJson(byte[] utf8)
    {
        var read = BundleJson.Read(utf8, BundleJson.Default.FilingStatement);
        return read.Format == Name ? read : throw new FormatException($"it is of format '{read.Format}'; this verifier reads '{Name}'");
    }
}

/// <summary>A version of a filing.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Kind">What it is to the one before it: <c>initial</c>, <c>correction</c>, <c>supplement</c> or <c>final</c>.</param>
/// <param name="State">Where it stands, such as <c>filed</c>.</param>
/// <param name="FormDigest">SHA-256 of the form's file, in lower-case hex.</param>
/// <param name="IncompleteReason">Why it is sent although something is missing, or empty.</param>
/// <param name="SubmittedBy">Who sent it into review, or empty.</param>
/// <param name="SubmittedAt">When.</param>
/// <param name="ApprovedBy">The second person, or empty.</param>
/// <param name="ApprovedAt">When it was approved.</param>
/// <param name="TextDigest">SHA-256 of the approved text; see <see cref="DigestOf"/>. Empty before.</param>
/// <param name="ReceiptNumber">The regulator's receipt, or empty.</param>
/// <param name="FiledAt">When the regulator got it.</param>
/// <param name="SentBackAt">When the regulator sent it back last.</param>
/// <param name="Fields">Its fields in order.</param>
public sealed record StatedVersion(
    int Number, string Kind, string State, string FormDigest, string IncompleteReason, string SubmittedBy, DateTimeOffset? SubmittedAt,
    string ApprovedBy, DateTimeOffset? ApprovedAt, string TextDigest, string ReceiptNumber, DateTimeOffset? FiledAt, DateTimeOffset? SentBackAt,
    IReadOnlyList<StatedField> Fields)
{
    /// <summary>
    /// What an approval names: SHA-256 in lower-case hex over the fields in order, each as its key, the number of UTF-8 bytes of its text in
    /// decimal digits, and the text, each followed by a line feed.
    /// </summary>
    public static string DigestOf(IEnumerable<StatedField> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{field.Key}\n{Encoding.UTF8.GetByteCount(field.Text)}\n{field.Text}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A field.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Section">The heading under which it stands; may be empty.</param>
/// <param name="LabelKo">Its label in Korean.</param>
/// <param name="LabelEn">Its label in English.</param>
/// <param name="Required">True if the report is incomplete without it.</param>
/// <param name="MaxLength">How many characters the regulator takes.</param>
/// <param name="Contact">True if it holds the organisation's own contact point.</param>
/// <param name="Content">The items of the law's content sets that it satisfies.</param>
/// <param name="Text">Its text.</param>
/// <param name="Edited">True if a person wrote the text.</param>
/// <param name="Sources">The events from which the text was taken.</param>
public sealed record StatedField(
    string Key, string Section, string LabelKo, string LabelEn, bool Required, int MaxLength, bool Contact, IReadOnlyList<string> Content,
    string Text, bool Edited, IReadOnlyList<StatedSource> Sources);

/// <summary>An event by its stream and its place in it.</summary>
public sealed record StatedSource(string Stream, long Seq);

/// <summary>Something that the regulator asked for.</summary>
/// <param name="DemandId">Its id.</param>
/// <param name="Text">The demand in the regulator's words.</param>
/// <param name="VersionNumber">The version that was sent back.</param>
/// <param name="MadeAt">When the regulator made it.</param>
/// <param name="Due">By when it is to be answered; null if the regulator named no instant.</param>
/// <param name="AnsweredBy">The version that answered it; 0 while it is open.</param>
/// <param name="AnsweredAt">When that was filed.</param>
public sealed record StatedDemand(
    string DemandId, string Text, int VersionNumber, DateTimeOffset MadeAt, DateTimeOffset? Due, int AnsweredBy, DateTimeOffset? AnsweredAt);

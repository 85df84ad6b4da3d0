using IncidentGrains.Host.Documents;
using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>The words of a report, in one language. What the law says is told as the rule packs cite it.</summary>
internal abstract class ExposureWords
{
    /// <summary>The words of a language.</summary>
    public static ExposureWords Of(DocumentLanguage language) => language == DocumentLanguage.Korean ? new KoreanExposureWords() : new EnglishExposureWords();

    /// <summary>Which language it is.</summary>
    public abstract DocumentLanguage Language { get; }

    /// <summary>The title of the report.</summary>
    public abstract string Title { get; }

    /// <summary>What every reader has to know.</summary>
    public abstract string Reservation { get; }

    /// <summary>The shortest of it, for the foot of each page.</summary>
    public abstract string Foot { get; }

    /// <summary>The heading of the plot.</summary>
    public abstract string Plot { get; }

    /// <summary>The heading of the figures that went in.</summary>
    public abstract string Inputs { get; }

    /// <summary>The heading of the ranges.</summary>
    public abstract string Ranges { get; }

    /// <summary>The heading of the claims at each share of those who take part.</summary>
    public abstract string Participation { get; }

    /// <summary>The headings of the ranges: what, from, to, made from, source.</summary>
    public abstract IReadOnlyList<string> RangeHeadings { get; }

    /// <summary>The headings of the claims: the amount for one person, the share, the total.</summary>
    public abstract IReadOnlyList<string> ClaimHeadings { get; }

    /// <summary>The labels of the figures that went in.</summary>
    public abstract ExposureLabels Labels { get; }

    /// <summary>The heading of a panel of the plot.</summary>
    public abstract string Panel(ExposurePanel panel);

    /// <summary>One line that tells an estimate from the others.</summary>
    public abstract string NameOf(ExposureCase estimate);

    /// <summary>When the violation ended, or that it goes on.</summary>
    public abstract string Violation(ExposureEstimate estimate);

    /// <summary>The degree of fault and what makes it worse.</summary>
    public abstract string Fault(ExposureInputs inputs);

    /// <summary>A year's turnover.</summary>
    public abstract string Year(Turnover turnover, string currency);

    /// <summary>How many people.</summary>
    public abstract string People(long victims);

    /// <summary>What a range is.</summary>
    public abstract string TitleOf(ExposureRange range);

    /// <summary>From which figures it is made.</summary>
    public abstract string Basis(ExposureBasis basis);

    /// <summary>The law with how sure its reading is, or that the figure was given.</summary>
    public virtual string Source(ExposureRange range) => range.Confidence.Length == 0 ? range.Source : $"{range.Source} ({range.Confidence})";

    /// <summary>Of which incident and instant the report is.</summary>
    public abstract string AsOf(ExposureReport report);

    /// <summary>A share in percent.</summary>
    public virtual string Percent(decimal share) => $"{share * 100:0.########} %";

    /// <summary>An amount in full.</summary>
    public static string Amount(decimal amount) => amount.ToString("#,0.##");
}

/// <summary>Labels of the figures that went in.</summary>
internal sealed record ExposureLabels(
    string Jurisdiction, string Violation, string Fault, string People, string Turnover, string Average, string Base, string Participation, string Offers, string NoticeCost,
    string Roles, string Currency, string Unknown);

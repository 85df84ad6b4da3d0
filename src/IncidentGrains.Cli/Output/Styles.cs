using IncidentGrains.V1;
using Spectre.Console;

namespace IncidentGrains.Cli.Output;

/// <summary>The colours and what they mean; none carries a meaning that the words beside it do not.</summary>
internal static class Styles
{
    /// <summary>Labels, ids of people, what has been replaced.</summary>
    public static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Headings.</summary>
    public static readonly Style Bold = new(decoration: Decoration.Bold);

    /// <summary>A fact that was corrected.</summary>
    public static readonly Style Struck = new(decoration: Decoration.Strikethrough | Decoration.Dim);

    /// <summary>Good news.</summary>
    public static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);

    /// <summary>Needs a second look.</summary>
    public static readonly Style Warn = new(Color.Yellow);

    /// <summary>Bad news.</summary>
    public static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>The colour of a severity.</summary>
    public static Style Of(Severity severity) => severity switch
    {
        Severity.Critical => Bad,
        Severity.High => new Style(Color.Red),
        Severity.Medium => Warn,
        _ => Style.Plain,
    };

    /// <summary>The colour of a task's state.</summary>
    public static Style Of(TaskState state) => state switch
    {
        TaskState.Verified or TaskState.Cancelled => Dim,
        TaskState.Blocked => Warn,
        _ => Bold,
    };

    /// <summary>The colour of an obligation's status.</summary>
    public static Style Of(ObligationStatus status) => status switch
    {
        ObligationStatus.Overdue or ObligationStatus.Late => Bad,
        ObligationStatus.Open or ObligationStatus.Waivable => Warn,
        ObligationStatus.Met => Good,
        _ => Dim,
    };

    /// <summary>The colour of a filing's version.</summary>
    public static Style Of(FilingVersionState state) => state switch
    {
        FilingVersionState.SentBack => Bad,
        FilingVersionState.Draft or FilingVersionState.InReview => Warn,
        FilingVersionState.Approved or FilingVersionState.Filed => Good,
        _ => Dim,
    };

    /// <summary>The colour of a priority.</summary>
    public static Style Of(TaskPriority priority) => priority switch
    {
        TaskPriority.Urgent => Bad,
        TaskPriority.High => Warn,
        _ => Style.Plain,
    };

    /// <summary>The colour of a cohort's state.</summary>
    public static Style Of(CohortState state) => state switch
    {
        CohortState.Sealed => Good,
        CohortState.Withdrawn => Dim,
        _ => Style.Plain,
    };

    /// <summary>The colour of an import's state.</summary>
    public static Style Of(ImportState state) => state switch
    {
        ImportState.Sealed => Good,
        ImportState.Cancelled => Dim,
        ImportState.Failed => Bad,
        _ => Bold,
    };

    /// <summary>The colour of a stage.</summary>
    public static Style Of(Stage stage) => stage is Stage.Closed or Stage.Merged ? Dim : Bold;
}

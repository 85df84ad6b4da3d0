namespace IncidentGrains.Law.Remediation;

/// <summary>What a condition looks at.</summary>
public enum PlaybookTopic
{
    /// <summary>The cause: <c>cause_any</c>.</summary>
    Cause = 1,

    /// <summary>How it happened: <c>how_any</c>.</summary>
    How = 2,

    /// <summary>The categories of data: <c>data_categories_any</c>.</summary>
    DataCategories = 3,

    /// <summary>The systems concerned: <c>systems_any</c>.</summary>
    Systems = 4,

    /// <summary>How many are affected: <c>affected_at_least</c>.</summary>
    Affected = 5,
}

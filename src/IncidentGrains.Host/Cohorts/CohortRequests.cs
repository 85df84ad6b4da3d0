using System.Text;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Cohorts;

/// <summary>The shape of what requests about cohorts have in common: ids, names, versions, identifiers.</summary>
internal static class CohortRequests
{
    // Longer than any name or id of a cohort.
    private const int MaxCohort = 64;

    // The longest form of an identifier that can be anybody's.
    private const int MaxIdentifier = 256;

    /// <summary>A cohort's id or name, if it can be one.</summary>
    public static string CohortOf(string text, string field = "cohort_id") => text.Length is > 0 and <= MaxCohort ? text
        : throw Invalid(field, "is no cohort; send its id, or its name in the incident.");

    /// <summary>An import's id, if it has the form of one.</summary>
    public static string ImportIdOf(string text) => CohortIds.IsImport(text) ? text
        : throw Invalid("import_id", "is no import id; one looks like 'imp-' and 26 lower-case letters and digits.");

    /// <summary>A session's id, if it has the form of one.</summary>
    public static string SessionIdOf(string text) => CohortIds.IsLookup(text) ? text
        : throw Invalid("session_id", "is no id of a session of look-ups; one looks like 'lks-' and 26 lower-case letters and digits.");

    /// <summary>A change's id, if it has the form of one.</summary>
    public static string ChangeIdOf(string text) => CohortIds.IsChange(text) ? text
        : throw Invalid("change_id", "is no change id; one looks like 'chg-' and 26 lower-case letters and digits.");

    /// <summary>A version of the registry; 0 is now.</summary>
    public static long Version(long version) => version >= 0 ? version
        : throw Invalid("registry_version", "is negative; send a version that you read, or 0 for now.");

    /// <summary>An identifier that could be somebody's; what it says is never repeated.</summary>
    /// <param name="identifier">What was sent.</param>
    /// <param name="field">The field that holds it.</param>
    /// <param name="index">Its number in the field, from 0, if there are many.</param>
    public static PersonIdentifier IdentifierOf(PersonIdentifier? identifier, string field, int? index = null) =>
        identifier is null || identifier.Kind is not (V1.IdentifierKind.MemberId or V1.IdentifierKind.Email or V1.IdentifierKind.Phone)
            ? throw Invalid($"{Name(field, index)}.kind", "is not set; send MEMBER_ID, EMAIL or PHONE.")
            : identifier.Value.Length > 0 && Encoding.UTF8.GetByteCount(identifier.Value) <= MaxIdentifier ? identifier
            : throw Invalid($"{Name(field, index)}.value", $"is empty or longer than {MaxIdentifier} bytes; send the identifier as the person writes it.");

    /// <summary>A span of time.</summary>
    public static TimeSpan Duration(Google.Protobuf.WellKnownTypes.Duration duration, string field)
    {
        try
        {
            return duration.ToTimeSpan();
        }
        catch (InvalidOperationException)
        {
            throw Invalid(field, "is no valid duration.");
        }
    }

    private static string Name(string field, int? index) => index is { } number ? $"{field}[{number}]" : field;

    private static CaseException Invalid(string field, string description) => CaseException.Invalid(new FieldViolation(field, description));
}

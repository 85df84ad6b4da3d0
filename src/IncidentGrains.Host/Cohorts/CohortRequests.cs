using System.Collections;
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

    private const int MaxPersons = 1_000;

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
    public static Grains.Cohorts.Lookups.PersonIdentifier IdentifierOf(PersonIdentifier? identifier, string field, int? index = null)
    {
        if (identifier is null || !IsKind(identifier.Kind))
        {
            throw NoKind($"{Name(field, index)}.kind");
        }

        return IsIdentifier(identifier.Value) ? new((Contracts.Cohorts.IdentifierKind)identifier.Kind, identifier.Value, identifier.Region)
            : throw NoIdentifier($"{Name(field, index)}.value");
    }

    /// <summary>Identifiers of one kind, as <see cref="IdentifierOf"/>.</summary>
    public static IReadOnlyList<Grains.Cohorts.Lookups.PersonIdentifier> IdentifiersOf(V1.IdentifierKind kind, IReadOnlyList<string> values, string region)
    {
        if (!IsKind(kind))
        {
            throw NoKind("kind");
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (!IsIdentifier(values[i]))
            {
                throw NoIdentifier(Name("values", i));
            }
        }

        return new ValuesOfAKind((Contracts.Cohorts.IdentifierKind)kind, values, region);
    }

    /// <summary>How many persons a call names, if it may.</summary>
    public static void CheckPersons(int persons, string field)
    {
        if (persons is 0 or > MaxPersons)
        {
            throw Invalid(field, $"must name 1 to {MaxPersons} persons.");
        }
    }

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

    private static bool IsKind(V1.IdentifierKind kind) => kind is V1.IdentifierKind.MemberId or V1.IdentifierKind.Email or V1.IdentifierKind.Phone;

    private static bool IsIdentifier(string value) => !string.IsNullOrWhiteSpace(value) && Encoding.UTF8.GetByteCount(value) <= MaxIdentifier;

    private static CaseException NoKind(string field) => Invalid(field, "is not set; send MEMBER_ID, EMAIL or PHONE.");

    private static CaseException NoIdentifier(string field) =>
        Invalid(field, $"is empty or longer than {MaxIdentifier} bytes; send the identifier as the person writes it.");

    private static string Name(string field, int? index) => index is { } number ? $"{field}[{number}]" : field;

    private static CaseException Invalid(string field, string description) => CaseException.Invalid(new FieldViolation(field, description));

    // A list of a message as it is: a copy of each would cost as much as to look for it.
    private sealed class ValuesOfAKind(Contracts.Cohorts.IdentifierKind kind, IReadOnlyList<string> values, string region)
        : IReadOnlyList<Grains.Cohorts.Lookups.PersonIdentifier>
    {
        public int Count => values.Count;

        public Grains.Cohorts.Lookups.PersonIdentifier this[int index] => new(kind, values[index], region);

        public IEnumerator<Grains.Cohorts.Lookups.PersonIdentifier> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

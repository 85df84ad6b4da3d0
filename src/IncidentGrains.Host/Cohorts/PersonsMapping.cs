using Google.Protobuf.WellKnownTypes;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Cohorts;
using IncidentGrains.Registry.Rows;
using IncidentGrains.V1;
using LookupSession = IncidentGrains.V1.LookupSession;
using PersonChange = IncidentGrains.V1.PersonChange;

namespace IncidentGrains.Host.Cohorts;

/// <summary>What concerns single persons between the API's messages and the contracts': sessions of look-ups, and changes.</summary>
internal static class PersonsMapping
{
    // Far longer than any name or address, far shorter than a row may be.
    private const int MaxCell = 4_000;

    public static LookupSession ToProto(RegistryState s, Contracts.Cohorts.LookupSession l, DateTimeOffset asOf) => new()
    {
        SessionId = l.SessionId,
        IncidentId = s.IncidentId,
        RegistryVersion = s.Version,
        State = (V1.LookupState)l.StateAt(asOf),
        Reason = l.Reason,
        OpenedBy = l.OpenedBy,
        OpenedAt = l.OpenedAt.ToTimestamp(),
        ExpiresAt = l.ExpiresAt.ToTimestamp(),
        MaxKeys = l.MaxKeys,
        Asked = l.Asked,
        AsOf = asOf.ToTimestamp(),
    };

    public static PersonChange ToProto(RegistryState s, Contracts.Cohorts.PersonChange c) => new()
    {
        ChangeId = c.ChangeId,
        IncidentId = s.IncidentId,
        RegistryVersion = s.Version,
        Kind = (V1.ChangeKind)c.Kind,
        State = (V1.ChangeState)c.State,
        Reason = c.Reason,
        RequestedBy = c.RequestedBy,
        RequestedAt = c.RequestedAt.ToTimestamp(),
        DecidedBy = c.DecidedBy,
        DecidedAt = c.DecidedAt?.ToTimestamp(),
        DeclineReason = c.DeclineReason,
        ExecutedAt = c.ExecutedAt?.ToTimestamp(),
        ChunksRewritten = c.ChunksRewritten,
        KeysDestroyed = c.KeysDestroyed,
    };

    /// <summary>What is to stand instead, by the field's name; what is absent stays.</summary>
    /// <exception cref="CaseException">Nothing is.</exception>
    public static Dictionary<string, string> Fields(PersonCorrection? correction)
    {
        var c = correction ?? new PersonCorrection();
        (RowField Field, bool Has, string Value)[] all =
        [
            (RowField.Name, c.HasName, c.Name), (RowField.Email, c.HasEmail, c.Email), (RowField.Phone, c.HasPhone, c.Phone), (RowField.Address, c.HasAddress, c.Address),
            (RowField.Country, c.HasCountry, c.Country), (RowField.Subdivision, c.HasSubdivision, c.Subdivision), (RowField.Locale, c.HasLocale, c.Locale),
        ];
        return Array.Find(all, f => f.Value.Length > MaxCell) is { Has: true } longest
            ? throw CaseException.Invalid(new FieldViolation($"correction.{FieldNames.Of(longest.Field)}", $"has more than {MaxCell} characters."))
            : Array.Exists(all, f => f.Has) ? all.Where(f => f.Has).ToDictionary(f => f.Field.ToString(), f => f.Value, StringComparer.Ordinal)
            : throw CaseException.Invalid(new FieldViolation("correction", "says nothing; send the fields that are to be replaced."));
    }
}

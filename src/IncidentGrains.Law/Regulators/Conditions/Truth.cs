namespace IncidentGrains.Law.Regulators.Conditions;

/// <summary>Whether something holds, as far as it is known (Kleene's three values).</summary>
public enum Truth
{
    /// <summary>It does not.</summary>
    No = 0,

    /// <summary>It depends on what is not known yet.</summary>
    Unknown = 1,

    /// <summary>It does.</summary>
    Yes = 2,
}

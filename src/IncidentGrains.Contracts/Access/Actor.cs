namespace IncidentGrains.Contracts.Access;

/// <summary>What a caller may do; a person can hold several.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Works on incidents.</summary>
    Responder = 1 << 0,

    /// <summary>Leads incidents.</summary>
    Commander = 1 << 1,

    /// <summary>Data-protection officer's staff.</summary>
    Privacy = 1 << 2,

    /// <summary>Counsel.</summary>
    Legal = 1 << 3,

    /// <summary>Communication.</summary>
    Comms = 1 << 4,

    /// <summary>Reads, changes nothing.</summary>
    Auditor = 1 << 5,

    /// <summary>An authority's officer.</summary>
    Regulator = 1 << 6,

    /// <summary>Another system; never a second person.</summary>
    Integration = 1 << 7,

    /// <summary>Runs the service.</summary>
    Admin = 1 << 8,
}

/// <summary>Roles that belong together.</summary>
public static class RoleSets
{
    /// <summary>May read incidents. Running the service (<see cref="Roles.Admin"/>) is not among it.</summary>
    public const Roles Readers =
        Roles.Responder | Roles.Commander | Roles.Privacy | Roles.Legal | Roles.Comms | Roles.Auditor | Roles.Integration;
}

/// <summary>Who causes a command: an explicit field of each, and recorded in each event.</summary>
/// <param name="Person">Issuer and subject of the token, as <c>issuer|subject</c>.</param>
/// <param name="Roles">What the token grants.</param>
[GenerateSerializer, Immutable, Alias("ig.Actor")]
public sealed record Actor([property: Id(0)] string Person, [property: Id(1)] Roles Roles)
{
    /// <summary>The system itself: consumers and clocks act under this name.</summary>
    public static Actor System { get; } = new("system|incidentgrains", Roles.None);

    /// <summary>The issuer of the person's token.</summary>
    public string Issuer => Person[..Person.LastIndexOf('|')];

    /// <summary>True if the actor holds any of the roles.</summary>
    public bool IsAny(Roles roles) => (Roles & roles) != Roles.None;
}

namespace IncidentGrains.Registry.Keys;

/// <summary>What kind of identifier names a person. The number is the first byte under the key, so it never changes.</summary>
public enum IdentifierKind
{
    /// <summary>No identifier.</summary>
    None = 0,

    /// <summary>The number that the company itself gave the person.</summary>
    MemberId = 1,

    /// <summary>An e-mail address.</summary>
    Email = 2,

    /// <summary>A telephone number.</summary>
    Phone = 3,
}

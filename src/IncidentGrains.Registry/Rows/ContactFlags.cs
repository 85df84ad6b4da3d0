namespace IncidentGrains.Registry.Rows;

/// <summary>How a person can be reached.</summary>
public static class ContactFlags
{
    /// <summary>There is a usable e-mail address.</summary>
    public const byte Email = 1;

    /// <summary>There is a usable phone number.</summary>
    public const byte Phone = 2;

    /// <summary>There is an address that is not empty.</summary>
    public const byte Address = 4;
}

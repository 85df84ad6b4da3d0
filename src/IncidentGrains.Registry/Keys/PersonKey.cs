using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Keys;

/// <summary>
/// Stands for one identifier of one person within one incident: the first 96 bits of its <see cref="PersonKeys">keyed digest</see>. Without
/// the incident's key it tells nothing. Order by (High, Low) is the order of the digest's bytes.
/// </summary>
/// <remarks>96 bits: among 10^8 keys the chance that any two are equal by accident is 10^16 / 2^97, about 6e-14.</remarks>
/// <param name="High">The first 8 bytes, big-endian.</param>
/// <param name="Low">The next 4 bytes, big-endian.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PersonKey(ulong High, uint Low) : IComparable<PersonKey>
{
    /// <summary>True if there is no such identifier.</summary>
    public bool IsNone => High == 0 && Low == 0;

    /// <summary>Which of the 256 ranges of the registry holds the key: its first byte.</summary>
    public byte Range => (byte)(High >> 56);

    public static bool operator <(PersonKey left, PersonKey right) => left.CompareTo(right) < 0;

    public static bool operator >(PersonKey left, PersonKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(PersonKey left, PersonKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PersonKey left, PersonKey right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(PersonKey other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);
}

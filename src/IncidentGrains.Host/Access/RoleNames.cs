using System.Numerics;
using IncidentGrains.Contracts.Access;

namespace IncidentGrains.Host.Access;

/// <summary>Roles as tokens and the API name them.</summary>
internal static class RoleNames
{
    /// <summary>The role of a name in a token, such as <c>commander</c>; none if it is none of ours.</summary>
    public static Roles Parse(string name) =>
        Enum.TryParse<Roles>(name, ignoreCase: true, out var role) && BitOperations.IsPow2((int)role) && Enum.IsDefined(role) && char.IsAsciiLetter(name[0]) ? role : Roles.None;

    /// <summary>The names of roles, as a token lists them.</summary>
    public static IEnumerable<string> Of(Roles roles) => Split(roles).Select(r => r.ToString().ToLowerInvariant());

    /// <summary>The roles as the API numbers them.</summary>
    public static IEnumerable<V1.Role> ToProto(Roles roles) => Split(roles).Select(r => (V1.Role)(BitOperations.Log2((uint)r) + 1));

    /// <summary>A role of the API; none if the number is unknown.</summary>
    public static Roles FromProto(V1.Role role) => (int)role is >= 1 and <= 9 and var n ? (Roles)(1 << (n - 1)) : Roles.None;

    private static IEnumerable<Roles> Split(Roles roles) => Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r));
}

using IncidentGrains.Registry.Keys;

namespace IncidentGrains.Registry.Rows;

/// <summary>The names of fields and identifiers in headers, mappings and commands.</summary>
public static class FieldNames
{
    private static readonly string[] Names = ["member_id", "name", "email", "phone", "address", "country", "subdivision", "locale", "categories"];

    /// <summary>All names, in the order of <see cref="RowField"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name of a field.</summary>
    public static string Of(RowField field) => Names[(int)field];

    /// <summary>The name of an identifier: that of the field in which it stands.</summary>
    public static string Of(IdentifierKind kind) => Of(FieldOf(kind));

    /// <summary>The field in which identifiers of a kind stand.</summary>
    public static RowField FieldOf(IdentifierKind kind) => kind switch
    {
        IdentifierKind.MemberId => RowField.MemberId,
        IdentifierKind.Email => RowField.Email,
        IdentifierKind.Phone => RowField.Phone,
        var other => throw new ArgumentOutOfRangeException(nameof(kind), other, "No identifier."),
    };

    /// <summary>The field of a name.</summary>
    /// <exception cref="RowMappingException">There is none.</exception>
    public static RowField Field(string name) => Array.IndexOf(Names, name) is >= 0 and var number
        ? (RowField)number
        : throw new RowMappingException($"There is no field '{name}'; the fields are {string.Join(", ", Names)}.");

    /// <summary>The identifier of a name.</summary>
    /// <exception cref="RowMappingException">There is none.</exception>
    public static IdentifierKind Identifier(string name) => name switch
    {
        "member_id" => IdentifierKind.MemberId,
        "email" => IdentifierKind.Email,
        "phone" => IdentifierKind.Phone,
        _ => throw new RowMappingException($"'{name}' can't tell people apart; identifiers are member_id, email and phone."),
    };
}

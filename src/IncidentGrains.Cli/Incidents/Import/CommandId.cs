using System.Security.Cryptography;
using Google.Protobuf;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Incidents.Import;

/// <summary>Command ids of an import: the same row, mapped the same way, always has the same one.</summary>
internal static class CommandId
{
    private const int MaxLength = 64;

    /// <summary><c>import:register:id:</c> and 16 hex digits of the SHA-256 of the request. Characters of the id that a command id can't
    /// have become '-', and a long id is cut; the digest covers the whole reference, so two rows still differ.</summary>
    public static string For(string register, string id, OpenIncidentRequest request)
    {
        var unsigned = request.Clone();
        unsigned.CommandId = "";
        var digest = Convert.ToHexStringLower(SHA256.HashData(unsigned.ToByteArray()))[..16];
        var front = $"import:{register}:";
        var plain = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-' ? c : '-'));
        var room = MaxLength - front.Length - digest.Length - 1;
        return front + (plain.Length <= room ? plain : plain[..room]) + ":" + digest;
    }
}

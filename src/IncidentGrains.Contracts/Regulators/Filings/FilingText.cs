using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace IncidentGrains.Contracts.Regulators.Filings;

/// <summary>The text of a version as one value.</summary>
public static class FilingText
{
    /// <summary>
    /// SHA-256 in lower-case hex over the fields in order, each as its key, the number of UTF-8 bytes of its text in decimal
    /// digits, and the text, each followed by a line feed: what was approved can be told from anything else, also outside of the ledger.
    /// </summary>
    public static string Digest(ImmutableList<FilingField> fields)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in fields)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{field.Key}\n{Encoding.UTF8.GetByteCount(field.Text)}\n{field.Text}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using IncidentGrains.Contracts;

namespace IncidentGrains.Host.Ledger;

/// <summary>Page tokens of lists that only grow at their end: the number after which the next page begins.</summary>
internal static class PageTokens
{
    public static string Next(long after) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes("p" + after.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The number of a token, or a default for none.</summary>
    public static long After(string token, long otherwise)
    {
        if (token.Length == 0)
        {
            return otherwise;
        }

        try
        {
            var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(token));
            if (text.StartsWith('p') && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var after))
            {
                return after;
            }
        }
        catch (FormatException)
        {
            // Falls through to the same refusal: what is wrong with a token does not matter to who sent it.
        }

        throw CaseException.Invalid(new FieldViolation("page_token", "is not a token of this list; start again without it."));
    }

    /// <summary>A page size within its limits.</summary>
    public static int Size(int pageSize, int otherwise) => pageSize switch
    {
        0 => otherwise,
        > 0 and <= 1000 => pageSize,
        _ => throw CaseException.Invalid(new FieldViolation("page_size", $"must be 0 (for {otherwise}) to 1,000.")),
    };

    /// <summary>Where a page of a list held in memory begins, and its size.</summary>
    public static (int From, int Size) Offset(string token, int pageSize, int count) =>
        ((int)Math.Min(After(token, 0), count), Size(pageSize, 50));
}

namespace IncidentGrains.Registry.Rows;

/// <summary>The digits of a phone number in one of the plain spellings: digits, blanks, <c>- . ( ) /</c> and perhaps a + before them.</summary>
internal static class PhoneDigits
{
    /// <summary>Reads them; false if the cell is written in another way or has more digits than fit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> cell, Span<byte> digits, out int count, out bool international)
    {
        (count, international) = (0, false);
        foreach (var b in cell)
        {
            if ((uint)(b - '0') <= 9)
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = b;
            }
            else if (b == '+' && count == 0 && !international)
            {
                international = true;
            }
            else if (b is not ((byte)' ' or (byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)'/'))
            {
                return false;
            }
        }

        return true;
    }
}

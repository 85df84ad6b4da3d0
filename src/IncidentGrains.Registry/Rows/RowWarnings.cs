using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Rows;

/// <summary>What was odd about rows that were taken all the same.</summary>
/// <param name="EmailUnusable">Rows with an e-mail cell that holds no address.</param>
/// <param name="PhoneUnusable">Rows with a phone cell that holds no number.</param>
/// <param name="CountryUnknown">Rows whose country is missing or is no ISO 3166-1 code: their jurisdiction is ZZ.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct RowWarnings(int EmailUnusable, int PhoneUnusable, int CountryUnknown)
{
    public static RowWarnings operator +(RowWarnings left, RowWarnings right) => left.Add(right);

    /// <summary>The sum of both.</summary>
    public RowWarnings Add(RowWarnings other) =>
        new(EmailUnusable + other.EmailUnusable, PhoneUnusable + other.PhoneUnusable, CountryUnknown + other.CountryUnknown);
}

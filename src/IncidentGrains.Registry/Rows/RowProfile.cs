namespace IncidentGrains.Registry.Rows;

/// <summary>What many rows have in common and questions are asked by.</summary>
/// <param name="Jurisdiction">A country such as KR, a state such as US-CA or CA-QC, or ZZ if unknown.</param>
/// <param name="Locale">Such as ko or ko-KR; empty if unknown.</param>
/// <param name="Contact">How the person can be reached: flags of <see cref="ContactFlags"/>.</param>
/// <param name="Categories">The categories of data at stake: bit n is number n of the mapping's list.</param>
public readonly record struct RowProfile(string Jurisdiction, string Locale, byte Contact, ulong Categories);

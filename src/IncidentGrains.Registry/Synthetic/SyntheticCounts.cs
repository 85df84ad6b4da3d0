using IncidentGrains.Registry.Rows;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>What reading a file of made-up people must come to.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Rejected">Rows that can't be taken, by reason.</param>
/// <param name="Duplicates">Rows that were taken and repeat a person.</param>
/// <param name="Members">Distinct people.</param>
/// <param name="Warnings">What is odd about rows that were taken.</param>
public sealed record SyntheticCounts(long Rows, IReadOnlyDictionary<RejectReason, long> Rejected, long Duplicates, long Members, SyntheticWarnings Warnings);

/// <summary>How many rows that were taken are odd.</summary>
/// <param name="EmailUnusable">With something else in the place of the e-mail address.</param>
/// <param name="PhoneUnusable">With something else in the place of the phone number.</param>
/// <param name="CountryUnknown">Without a country, or with one that is none.</param>
public sealed record SyntheticWarnings(long EmailUnusable, long PhoneUnusable, long CountryUnknown);

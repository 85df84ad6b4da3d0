using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>What is true of one person over several files, the earliest first.</summary>
/// <param name="Number">The person's number.</param>
/// <param name="Files">The files that name the person: bit n is file n.</param>
/// <param name="Categories">The categories at stake in any of them, by <see cref="SyntheticTruth.Categories"/>.</param>
/// <param name="Jurisdiction">Where the person lives.</param>
/// <param name="Locale">The language; may be empty.</param>
/// <param name="Contact">How the person can be reached by the newest of the files: flags of <see cref="Rows.ContactFlags"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SyntheticMember(long Number, ulong Files, ulong Categories, string Jurisdiction, string Locale, byte Contact)
{
    /// <summary>True if a file names the person.</summary>
    public bool In(int file) => (Files & (1UL << file)) != 0;

    /// <summary>True if a category is at stake for the person.</summary>
    public bool Has(int category) => (Categories & (1UL << category)) != 0;
}

using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Segments;

/// <summary>One accepted row as its person's key sees it. 20 bytes.</summary>
/// <param name="High">The key's first 64 bits.</param>
/// <param name="Low">Its next 32 bits.</param>
/// <param name="Row">The row's number within its chunk, from 0; once gathered, its <see cref="Locator"/>.</param>
/// <param name="Profile">Its profile, an index into the profiles of its chunk; once gathered, of its import.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct MemberEntry(ulong High, uint Low, uint Row, int Profile) : IKeyedEntry;

/// <summary>A further identifier of an accepted row: an e-mail address or phone number of somebody who is known by another one. 16 bytes.</summary>
/// <param name="High">The identifier's key, first 64 bits.</param>
/// <param name="Low">Its next 32 bits.</param>
/// <param name="Row">The row's number within its chunk, from 0; once gathered, the <see cref="PersonRef"/> of its person.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct AliasEntry(ulong High, uint Low, uint Row) : IKeyedEntry;

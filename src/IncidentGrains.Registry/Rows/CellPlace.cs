using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Rows;

/// <summary>Where a cell lies in the bytes of a record.</summary>
/// <param name="Start">Its first byte, behind the opening quote if there is one.</param>
/// <param name="Length">Its bytes, without quotes around it.</param>
/// <param name="IsQuoted">True if quotes stand around it.</param>
/// <param name="IsEscaped">True if there are quotes in it, each written twice.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CellPlace(int Start, int Length, bool IsQuoted, bool IsEscaped);

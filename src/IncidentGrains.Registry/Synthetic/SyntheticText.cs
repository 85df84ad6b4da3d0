using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace IncidentGrains.Registry.Synthetic;

/// <summary>Writes UTF-8 into a buffer that is large enough.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct SyntheticText(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes bytes.</summary>
    public void Put(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Writes one byte.</summary>
    public void Put(byte value) => _buffer[Length++] = value;

    /// <summary>Writes a number.</summary>
    public void PutNumber(ulong number)
    {
        Utf8Formatter.TryFormat(number, _buffer[Length..], out var length);
        Length += length;
    }

    /// <summary>Writes a number in digits and small letters.</summary>
    public void PutBase36(ulong number)
    {
        Span<byte> digits = stackalloc byte[13];
        var at = digits.Length;
        do
        {
            digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"u8[(int)(number % 36)];
            number /= 36;
        }
        while (number > 0);
        Put(digits[at..]);
    }
}

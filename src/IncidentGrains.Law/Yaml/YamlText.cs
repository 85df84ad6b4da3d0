using System.Text;

namespace IncidentGrains.Law.Yaml;

/// <summary>The text of a file that has to be UTF-8 and of a size that people write by hand.</summary>
internal static class YamlText
{
    /// <summary>The text without a byte order mark; null, with a finding, if the file is too large or no UTF-8.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="what">What it is, for messages: "a playbook".</param>
    /// <param name="findings">Where the refusal goes.</param>
    public static string? Of(ReadOnlySpan<byte> file, int most, string what, YamlFindings findings)
    {
        if (file.Length > most)
        {
            findings.Error(1, $"The file has {file.Length:N0} bytes; {what} has at most {most:N0}. Split it.");
            return null;
        }

        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            findings.Error(1 + file[..Math.Clamp(e.Index, 0, file.Length)].Count((byte)'\n'), "This is not UTF-8; save the file in UTF-8.");
            return null;
        }
    }
}

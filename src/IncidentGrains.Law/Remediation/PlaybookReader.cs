using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Law.Remediation;

/// <summary>Reads a playbook from YAML, strictly: all that is wrong with a file is found in one reading, with its line and what to do.</summary>
/// <remarks>deploy/playbooks/playbook.schema.json describes the same format for editors; a test keeps the two of one mind.</remarks>
public static class PlaybookReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes: one YAML document in UTF-8.</param>
    public static PlaybookReading Read(ReadOnlySpan<byte> file)
    {
        var findings = new PlaybookFindings();
        var playbook = Text(file, findings) is { } text
            && findings.Read(() => YamlMap.Load(new StringReader(text), "a playbook"), null!) is { } map
            ? Playbook(new PlaybookFields(map, findings), findings, Convert.ToHexStringLower(SHA256.HashData(file)))
            : null;
        return new PlaybookReading(findings.AnyError ? null : playbook, findings.ByLine());
    }

    private static Playbook Playbook(PlaybookFields fields, PlaybookFindings findings, string digest)
    {
        var playbook = new Playbook(
            fields.Name("id"),
            fields.Line1("title", PlaybookLimits.Title),
            fields.Block("description", PlaybookLimits.Description),
            digest,
            PlaybookScopeReader.Read(fields, findings),
            PlaybookTaskReader.Read(fields, findings));
        fields.End();
        return playbook;
    }

    private static string? Text(ReadOnlySpan<byte> file, PlaybookFindings findings)
    {
        if (file.Length > PlaybookLimits.FileBytes)
        {
            findings.Error(1, $"The file has {file.Length:N0} bytes; a playbook has at most {PlaybookLimits.FileBytes:N0}. Split it.");
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

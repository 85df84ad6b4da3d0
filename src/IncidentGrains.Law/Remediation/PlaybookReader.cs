using System.Security.Cryptography;
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
        var findings = new YamlFindings();
        var playbook = YamlText.Of(file, PlaybookLimits.FileBytes, "a playbook", findings) is { } text
            && findings.Read(() => YamlMap.Load(new StringReader(text), "a playbook"), null!) is { } map
            ? Playbook(new PlaybookFields(map, findings), findings, Convert.ToHexStringLower(SHA256.HashData(file)))
            : null;
        return new PlaybookReading(findings.AnyError ? null : playbook, findings.ByLine());
    }

    private static Playbook Playbook(PlaybookFields fields, YamlFindings findings, string digest)
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
}

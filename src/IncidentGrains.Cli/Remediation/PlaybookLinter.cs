using IncidentGrains.Cli.Output;
using IncidentGrains.Law.Remediation;
using IncidentGrains.Law.Yaml;

namespace IncidentGrains.Cli.Remediation;

/// <summary>Finds what is wrong with playbooks, each on its own and beside the others.</summary>
internal sealed class PlaybookLinter
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly List<FileFinding> _findings = [];

    /// <summary>All findings, in the order of the files and their lines.</summary>
    public IReadOnlyList<FileFinding> Findings => _findings;

    /// <summary>How many files were read.</summary>
    public int Files { get; private set; }

    /// <summary>Reads one file.</summary>
    public void Add(string file, ReadOnlySpan<byte> content)
    {
        Files++;
        var reading = PlaybookReader.Read(content);
        var found = reading.Findings.ToList();
        if (reading.Playbook is { } playbook)
        {
            if (!_files.TryAdd(playbook.Id, file))
            {
                found.Insert(0, new YamlFinding(1, true, $"'{playbook.Id}' is the id of {_files[playbook.Id]} too; give each its own."));
            }

            if (Path.GetFileNameWithoutExtension(file) != playbook.Id)
            {
                found.Insert(0, new YamlFinding(1, false, $"The id is '{playbook.Id}', the file is named otherwise; name it {playbook.Id}.yaml, so that it is found."));
            }
        }

        _findings.AddRange(found.Select(f => new FileFinding(file, f)));
    }
}

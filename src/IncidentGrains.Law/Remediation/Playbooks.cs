using System.Collections.Frozen;

namespace IncidentGrains.Law.Remediation;

/// <summary>A set of playbooks with different ids, in the order of their ids.</summary>
public sealed class Playbooks
{
    private const string Folder = "playbooks/";
    private static readonly Lazy<Playbooks> Embedded = new(ReadEmbedded);
    private readonly FrozenDictionary<string, Playbook> _byId;

    private Playbooks(IEnumerable<Playbook> playbooks)
    {
        All = [.. playbooks.OrderBy(p => p.Id, StringComparer.Ordinal)];
        _byId = All.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
    }

    /// <summary>Those that come with the product (deploy/playbooks).</summary>
    public static Playbooks BuiltIn => Embedded.Value;

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<Playbook> All { get; }

    /// <summary>Makes a set of files, such as those of a folder.</summary>
    /// <exception cref="PlaybookRefusedException">A file has errors, or two have the same id; all of it is named. Warnings refuse nothing.</exception>
    public static Playbooks Of(IEnumerable<(string Name, byte[] Content)> files)
    {
        var (playbooks, errors) = (new Dictionary<string, (string File, Playbook Playbook)>(StringComparer.Ordinal), new List<string>());
        foreach (var (name, content) in files)
        {
            var reading = PlaybookReader.Read(content);
            errors.AddRange(reading.Findings.Where(f => f.IsError).Select(f => $"{name}:{f}"));
            if (reading.Playbook is { } playbook && !playbooks.TryAdd(playbook.Id, (name, playbook)))
            {
                errors.Add($"{name}:1: error: '{playbook.Id}' is the id of {playbooks[playbook.Id].File} too; give each its own.");
            }
        }

        return errors.Count == 0 ? new Playbooks(playbooks.Values.Select(p => p.Playbook)) : throw new PlaybookRefusedException(string.Join('\n', errors));
    }

    /// <summary>This set with another's playbooks added; of equal ids, the other's stands.</summary>
    public Playbooks OverriddenBy(Playbooks other) => new(All.Where(p => other.Find(p.Id) is null).Concat(other.All));

    /// <summary>The playbook of that id, or null.</summary>
    public Playbook? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The ids of those that apply by themselves to what is known, in the order of their ids; often none.</summary>
    public IReadOnlyList<string> Applying(PlaybookFacts facts) => [.. All.Where(p => p.AppliesTo?.Holds(facts) == true).Select(p => p.Id)];

    private static Playbooks ReadEmbedded()
    {
        var assembly = typeof(Playbooks).Assembly;
        return Of(assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return (name, content);
        }));
    }
}

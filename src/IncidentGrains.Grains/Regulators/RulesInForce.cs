using IncidentGrains.Law.Regulators.Packs;

namespace IncidentGrains.Grains.Regulators;

/// <summary>The rule packs by which this server assesses: the last ones that were good.</summary>
internal sealed class RulesInForce
{
    private volatile RulePacks _current = RulePacks.BuiltIn;
    private volatile string _refusal = "";

    /// <summary>The packs in force.</summary>
    public RulePacks Current => _current;

    /// <summary>Why the packs that lie in the folder now are not those in force; empty if they are.</summary>
    public string Refusal => _refusal;

    /// <summary>Puts packs in force.</summary>
    public void Take(RulePacks packs) => (_current, _refusal) = (packs, "");

    /// <summary>Keeps the packs in force, and why.</summary>
    public void Keep(string refusal) => _refusal = refusal;
}

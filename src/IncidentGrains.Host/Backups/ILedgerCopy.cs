using IncidentGrains.Host.Hosting;

namespace IncidentGrains.Host.Backups;

/// <summary>A ledger that can be copied out as of one instant, and back into an empty place.</summary>
internal interface ILedgerCopy
{
    /// <summary>Writes the ledger and the registry into a folder, while servers go on; returns what is in it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="withKeys">True to write the keys of affected people too; without them nothing of these can be read.</param>
    /// <exception cref="ConfigurationException">It can't be read.</exception>
    Task<Manifest> Save(string folder, bool withKeys);

    /// <summary>Fills an empty place from a folder.</summary>
    /// <exception cref="ConfigurationException">The place holds something, or can't be written.</exception>
    Task Load(string folder);

    /// <summary>Puts the restored ledger into services that verify it.</summary>
    void Register(IServiceCollection services);
}

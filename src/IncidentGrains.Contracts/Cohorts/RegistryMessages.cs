using IncidentGrains.Contracts.Ledger;

namespace IncidentGrains.Contracts.Cohorts;

// Names on the wire are pinned in Host/Bus/BusNames.cs, bodies by golden files; a change is a new version beside the old one.

/// <summary>People of a cohort count from here on.</summary>
/// <param name="Stream">The registry.</param>
/// <param name="Seq">The registry's version with them.</param>
/// <param name="CohortId">The cohort.</param>
/// <param name="Members">How many persons it names, each once.</param>
/// <param name="Persons">How many persons all live cohorts name, each once.</param>
public sealed record CohortSealedMessage(string Stream, long Seq, string CohortId, long Members, long Persons) : IBusMessage;

/// <summary>A cohort counts no more.</summary>
public sealed record CohortWithdrawnMessage(string Stream, long Seq, string CohortId) : IBusMessage;

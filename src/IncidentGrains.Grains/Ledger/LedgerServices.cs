namespace IncidentGrains.Grains.Ledger;

/// <summary>What a ledgered grain works with.</summary>
internal sealed record LedgerServices(LedgerWriter Writer, LedgerReader Reader, EventTypes Types, Scrub Scrub, TimeProvider Time);

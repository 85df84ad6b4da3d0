namespace IncidentGrains.Grains.Cohorts.Storage;

/// <summary>A chunk that was taken: durable, and answered for.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Sha256">Of its bytes as they were sent.</param>
/// <param name="File">The file that rejects name.</param>
/// <param name="Blob">The address of its sealed rows.</param>
/// <param name="RowCount">Rows taken.</param>
/// <param name="Rejected">Rows not taken.</param>
/// <param name="EmailUnusable">Rows taken whose e-mail address is of no use.</param>
/// <param name="PhoneUnusable">Rows taken whose phone number is of no use.</param>
/// <param name="CountryUnknown">Rows taken whose country is none.</param>
internal sealed record ImportChunk(
    string ImportId, int Number, byte[] Sha256, string File, byte[] Blob, int RowCount, int Rejected, int EmailUnusable, int PhoneUnusable, int CountryUnknown);

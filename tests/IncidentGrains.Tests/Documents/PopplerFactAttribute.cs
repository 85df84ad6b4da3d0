namespace IncidentGrains.Tests.Documents;

/// <summary>A test that opens a PDF with a reader that is none of ours; skipped where poppler's programs are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PopplerFactAttribute : FactAttribute
{
    public PopplerFactAttribute() => Skip = Poppler.Absence;
}

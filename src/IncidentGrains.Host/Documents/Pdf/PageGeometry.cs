namespace IncidentGrains.Host.Documents.Pdf;

/// <summary>A4, in points.</summary>
internal static class PageGeometry
{
    public const double Width = 595.28;
    public const double Height = 841.89;

    // 20 mm, what offices punch and clip.
    public const double Margin = 56.7;
    public const double Top = 76;
    public const double Bottom = Height - 70;
    public const double TextWidth = Width - (2 * Margin);
}

using IncidentGrains.Law.Exposure;

namespace IncidentGrains.Host.Exposure;

/// <summary>Parts of the plot, each with an axis of its own: beside what all people may claim, a notice would not be seen.</summary>
internal enum ExposurePanel
{
    /// <summary>What authorities may impose.</summary>
    Fines,

    /// <summary>What the law lets people claim at the most.</summary>
    StatutoryClaims,

    /// <summary>What people may claim, and what they are offered.</summary>
    Claims,

    /// <summary>Telling people.</summary>
    Notices,
}

/// <summary>Into which part a range goes.</summary>
internal static class ExposurePanels
{
    /// <summary>The part of a kind.</summary>
    public static ExposurePanel Of(ExposureKind kind) => kind switch
    {
        ExposureKind.Fine => ExposurePanel.Fines,
        ExposureKind.StatutoryClaim => ExposurePanel.StatutoryClaims,
        ExposureKind.Claim or ExposureKind.Offer => ExposurePanel.Claims,
        ExposureKind.Notice => ExposurePanel.Notices,
        var other => throw new ArgumentOutOfRangeException(nameof(kind), other, "There is no panel for it."),
    };
}

namespace IncidentGrains.Registry.Synthetic;

/// <summary>Where made-up people live.</summary>
public enum SyntheticMix
{
    /// <summary>South Korea, but for a few whose country is not known.</summary>
    Korean = 0,

    /// <summary>South Korea mostly; Taiwan, Japan, states of the USA, Canada, the United Kingdom, Germany, France and Australia.</summary>
    Mixed = 1,

    /// <summary>Taiwan.</summary>
    Taiwan = 2,
}

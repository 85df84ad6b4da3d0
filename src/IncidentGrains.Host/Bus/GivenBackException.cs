namespace IncidentGrains.Host.Bus;

/// <summary>The server stops before a consumer could take a message: nobody has given it up.</summary>
internal sealed class GivenBackException(Exception inner) : Exception("The server stops; the message is delivered again.", inner);

using Grpc.Core;
using IncidentGrains.V1;

namespace IncidentGrains.Host.Cohorts;

/// <summary>Keyed commitments to persons: the same identifier gives the same one, and without the incident's key nobody can tell whose it is.</summary>
internal interface IPersonCommitments
{
    /// <summary>The commitment to a person, of at most 128 characters.</summary>
    Task<string> Of(string incidentId, PersonIdentifier identifier);
}

/// <summary>Stands where the keys of incidents will: no change of a person can be asked for without them.</summary>
internal sealed class NoPersonCommitments : IPersonCommitments
{
    public Task<string> Of(string incidentId, PersonIdentifier identifier) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, "This server holds no keys of affected people; nothing of a person can be changed."));
}

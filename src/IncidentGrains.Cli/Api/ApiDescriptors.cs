using Google.Protobuf.Reflection;
using IncidentGrains.V1;

namespace IncidentGrains.Cli.Api;

/// <summary>The public API as the generated code describes it. A new proto file is added here and has its commands.</summary>
internal static class ApiDescriptors
{
    /// <summary>The protos' package.</summary>
    public const string Package = "incidentgrains.v1";

    /// <summary>All services, in the order in which the help lists them.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        .. IncidentsReflection.Descriptor.Services,
        .. RemediationReflection.Descriptor.Services,
        .. RegulatorsReflection.Descriptor.Services,
        .. FilingsReflection.Descriptor.Services,
        .. CohortsReflection.Descriptor.Services,
        .. LedgerReflection.Descriptor.Services,
        .. AccessReflection.Descriptor.Services,
        .. BusReflection.Descriptor.Services,
    ];

    /// <summary>The method of a service.</summary>
    public static MethodDescriptor Method(string service, string method) =>
        Services.Single(s => s.Name == service).FindMethodByName(method);
}

using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IncidentGrains.Registry.Synthetic;

namespace IncidentGrains.Cli.Demo;

/// <summary>A case to replay: who acts, what they do when, and what the record must then answer.</summary>
/// <param name="Title">A line for the top.</param>
/// <param name="TimeZone">The tz database name of the zone in which instants are printed.</param>
/// <param name="People">Who acts: subjects and the roles of their tokens.</param>
/// <param name="Steps">What they do, in the order of time.</param>
/// <param name="Known">What the record must answer as of earlier instants.</param>
/// <param name="Finally">What it must say in the end.</param>
/// <param name="Clocks">How the obligations must stand in the end.</param>
/// <param name="Exposure">What it can cost under each text of the law.</param>
/// <param name="Register">A register to import afterwards.</param>
internal sealed record Scenario(
    string Title, string TimeZone, IReadOnlyList<ScenarioPerson> People, IReadOnlyList<ScenarioStep> Steps,
    IReadOnlyList<KnownAt> Known, IReadOnlyDictionary<string, string> Finally, IReadOnlyList<ScenarioClock> Clocks, IReadOnlyList<ScenarioEstimate> Exposure,
    ScenarioRegister Register);

/// <summary>Someone who acts.</summary>
/// <param name="Subject">The token's subject.</param>
/// <param name="Roles">Its roles, as the API names them.</param>
internal sealed record ScenarioPerson(string Subject, IReadOnlyList<V1.Role> Roles);

/// <summary>One thing that someone does.</summary>
/// <param name="Section">The heading under which it stands.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Actor">Who.</param>
/// <param name="Say">The line that is printed.</param>
/// <param name="Method">The RPC.</param>
/// <param name="Fields">The request's fields in proto JSON; a text such as <c>$f1</c> refers to what an earlier step made.</param>
/// <param name="Label">The label of what it makes, or null.</param>
/// <param name="Refused">The status with which it must be refused, or null if it must be done.</param>
/// <param name="Items">The items of a checklist for which it is done, one call each; none for a step that is one call.</param>
/// <param name="People">The made-up people that are imported into the cohort of the step, or null.</param>
/// <param name="AwaitTasks">How many tasks must be there before the next step: a playbook's come a moment later, by the bus.</param>
/// <param name="AwaitFiling">The obligation whose filing must be drafted before the next step, or null; the same.</param>
internal sealed record ScenarioStep(
    string Section, DateTimeOffset At, string Actor, string Say, MethodDescriptor Method, JsonObject Fields, string? Label, StatusCode? Refused,
    IReadOnlyList<string> Items, ScenarioCrowd? People, int AwaitTasks, string? AwaitFiling);

/// <summary>Made-up people for a cohort.</summary>
/// <param name="Rows">How many; null for as many as the demonstration is asked to make.</param>
/// <param name="First">The number of the first one; null for the one behind those.</param>
/// <param name="Mix">Where they live.</param>
internal sealed record ScenarioCrowd(long? Rows, long? First, SyntheticMix Mix);

/// <summary>What the record must answer as of an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Expect">Some of the rows of <see cref="KnownRows"/>, by name.</param>
internal sealed record KnownAt(DateTimeOffset At, IReadOnlyDictionary<string, string> Expect);

/// <summary>How an obligation must stand in the end.</summary>
/// <param name="Obligation">Its id within the incident.</param>
/// <param name="Due">When it is due.</param>
/// <param name="Status">Where it stands, such as <c>met</c> or <c>late by 29 h 35 min</c>.</param>
internal sealed record ScenarioClock(string Obligation, DateTimeOffset Due, string Status);

/// <summary>What the incident can cost.</summary>
/// <param name="Title">Under which text of the law.</param>
/// <param name="Request">The figures it is made from.</param>
/// <param name="Cap">The ceiling of the fine that must come of it.</param>
internal sealed record ScenarioEstimate(string Title, V1.GetExposureRequest Request, string Cap);

/// <summary>A register to import after the steps, and what must come of it.</summary>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Actor">Who imports it.</param>
/// <param name="File">The CSV, relative to the scenario's file.</param>
/// <param name="Map">Its mapping, the same.</param>
/// <param name="Opened">How many incidents it opens.</param>
/// <param name="Rejected">How many rows it rejects.</param>
internal sealed record ScenarioRegister(DateTimeOffset At, string Actor, string File, string Map, int Opened, int Rejected);

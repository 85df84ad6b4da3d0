using System.Reflection;
using IncidentGrains.Contracts;
using IncidentGrains.Contracts.Incidents;
using IncidentGrains.Host.Incidents;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace IncidentGrains.Tests.Host;

/// <summary>What the incident that goes on answers: a refusal is an outcome, an outage is not.</summary>
public sealed class AbsorbOnIncidentMergedTests
{
    [Theory]
    [InlineData(CaseError.Exists, true)]
    [InlineData(CaseError.Refused, true)]
    [InlineData(CaseError.NotFound, true)]
    [InlineData(CaseError.Invalid, true)]
    [InlineData(CaseError.Denied, true)]
    [InlineData(CaseError.Unavailable, false)]
    [InlineData(CaseError.Overloaded, false)]
    [InlineData(CaseError.Stale, false)]
    public async Task Refusal_OfTheTarget_IsAcknowledgedIfItIsFinal(CaseError error, bool acknowledged)
    {
        var ids = new List<string>();
        var incident = Fake.Of<IIncidentGrain>((_, arguments) =>
        {
            ids.Add(((AbsorbIncident)arguments[0]!).Meta.CommandId);
            return Task.FromException<IncidentState>(new CaseException(error, "a.reason", "A refusal."));
        });
        var consumer = new AbsorbOnIncidentMerged(Fake.Of<IGrainFactory>((_, _) => incident), NullLogger<AbsorbOnIncidentMerged>.Instance);
        var context = Fake.Of<ConsumeContext<IncidentMergedMessage>>((_, _) => new IncidentMergedMessage("inc-a", 2, "inc-b"));

        Assert.Equal(acknowledged, await Record.ExceptionAsync(() => consumer.Consume(context)) is null);
        Assert.Equal(["~absorb:inc-a:2"], ids);
    }

    /// <summary>An interface all of whose members answer alike.</summary>
    public class Fake : DispatchProxy
    {
        private Func<MethodInfo, object?[], object?> _answer = null!;

        public static T Of<T>(Func<MethodInfo, object?[], object?> answer)
            where T : class
        {
            var made = Create<T, Fake>();
            ((Fake)(object)made)._answer = answer;
            return made;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
    }
}

using IncidentGrains.Contracts;
using IncidentGrains.Grains.Remediation;
using IncidentGrains.Tests.Incidents;

namespace IncidentGrains.Tests.Remediation;

/// <summary>What a request for tasks may ask; what it finds is tested on both databases, see LedgerRules.</summary>
public sealed class TaskQueryTests
{
    private static readonly TaskRow Row = new(IncidentSpec.TaskA, IncidentSpec.Id, "Rotate", 1, 2, true, "", TaskIndexRow.NoDeadline, 0, 1, 1_000, 2_000);

    [Theory]
    [InlineData("", TaskIndexRow.NoDeadline)]
    [InlineData("updated_at desc", 2_000L)]
    [InlineData("created_at", 1_000L)]
    [InlineData("priority desc", 2L)]
    [InlineData("state", 1L)]
    [InlineData("title", "Rotate")]
    public void Token_OfARow_ContinuesAfterIt(string order, object key)
    {
        var next = TaskQuery.Parse("", "", order, 10, TaskQuery.Parse("", "", order, 10, "", IncidentSpec.Now).TokenAfter(Row), IncidentSpec.Now);
        Assert.Equal(key, next.Parameters.Get<object>("afterKey"));
        Assert.Equal(IncidentSpec.TaskA, next.Parameters.Get<string>("afterId"));
    }

    [Fact]
    public void Token_OfAnotherIncidentsTasks_IsRefused()
    {
        var token = TaskQuery.Parse(IncidentSpec.Id, "", "", 10, "", IncidentSpec.Now).TokenAfter(Row);
        Refused("page_token", () => TaskQuery.Parse(IncidentSpec.Other, "", "", 10, token, IncidentSpec.Now));
        Refused("page_token", () => TaskQuery.Parse("", "", "", 10, token, IncidentSpec.Now));
    }

    [Theory]
    [InlineData("overdue = yes", "needs true or false for 'overdue'")]
    [InlineData("overdue > true", "can't compare 'overdue' with '>'")]
    [InlineData("mandatory : true", "can't search in 'mandatory'")]
    [InlineData("state = LOST", "knows no state 'LOST'")]
    [InlineData("priority = 4", "knows no priority '4'")]
    [InlineData("due_at < tomorrow", "needs an instant with an offset for 'due_at'")]
    [InlineData("severity = HIGH", "can't compare 'severity'")]
    public void Filter_Invalid_IsRefusedWithHelp(string filter, string message)
    {
        var refusal = Refused("filter", () => TaskQuery.Parse("", filter, "", 0, "", IncidentSpec.Now));
        Assert.Contains(message, refusal.Description, StringComparison.Ordinal);
        Assert.Contains("due_at, updated_at, created_at, priority, state, title, assignee, mandatory, overdue or open", refusal.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("assignee")]
    [InlineData("overdue")]
    [InlineData("opened_at")]
    public void Order_ByWhatCantBeSorted_IsRefused(string order) => Refused("order_by", () => TaskQuery.Parse("", "", order, 0, "", IncidentSpec.Now));

    private static FieldViolation Refused(string field, Func<object> parse)
    {
        var violation = Assert.Single(Assert.Throws<CaseException>(parse).Violations);
        Assert.Equal(field, violation.Field);
        return violation;
    }
}

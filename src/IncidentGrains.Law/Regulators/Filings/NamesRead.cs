using Fluid.Ast;

namespace IncidentGrains.Law.Regulators.Filings;

/// <summary>Looks for names that a template reads although neither the record nor the template itself has them.</summary>
internal sealed class NamesRead : AstVisitor
{
    private readonly HashSet<string> _own = new(StringComparer.Ordinal) { "forloop", "first", "last", "size", "index", "blank", "empty", "nil" };

    /// <summary>The first such name, or null.</summary>
    public string? Unknown { get; private set; }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        _own.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        _own.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        _own.Add(captureStatement.Identifier);
        return base.VisitCaptureStatement(captureStatement);
    }

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        Unknown ??= memberExpression.Segments.OfType<IdentifierSegment>().Select(s => s.Identifier).FirstOrDefault(n => !_own.Contains(n) && !RecordNames.All.Contains(n));
        return base.VisitMemberExpression(memberExpression);
    }
}

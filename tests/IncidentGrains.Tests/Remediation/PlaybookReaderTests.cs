using System.Security.Cryptography;
using System.Text;
using IncidentGrains.Law.Remediation;
using static IncidentGrains.Tests.Remediation.PlaybookSamples;

namespace IncidentGrains.Tests.Remediation;

/// <summary>A playbook is read strictly; each mistake is named with its line and what to do.</summary>
public sealed class PlaybookReaderTests
{
    [Fact]
    public void Read_RightFile_HasAllThatItSays()
    {
        var reading = Read(Right);

        Assert.Empty(reading.Findings);
        var playbook = reading.Playbook!;
        Assert.Equal(("sample", "A sample", "What it is for"), (playbook.Id, playbook.Title, playbook.Description));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Right))), playbook.Digest);
        var (first, second) = (playbook.Tasks[0], playbook.Tasks[1]);
        Assert.Equal(("first", "The first step", "What to do", true, PlaybookPriority.Urgent), (first.Key, first.Title, first.Description, first.Mandatory, first.Priority));
        Assert.Equal((TimeSpan.FromHours(4), TimeSpan.FromDays(3)), (first.DueAfter, second.DueAfter));
        Assert.Equal(["One thing", "Another thing"], first.Checklist);
        Assert.Equal((false, PlaybookPriority.Low, ""), (second.Mandatory, second.Priority, second.Description));
        Assert.Equal(["first"], second.DependsOn);
        Assert.Equal(100, Assert.Single(playbook.AppliesTo!.All).AtLeast);
        Assert.Equal([PlaybookTopic.Cause, PlaybookTopic.DataCategories], playbook.AppliesTo.Any.Select(c => c.Topic));
    }

    public static TheoryData<string, string, int, string> Mistakes() => new()
    {
        { "id: sample", "id: Sample", 1, "beginning with a letter" },
        { "id: sample\n", "", 1, "needs 'id'" },
        { "id: sample", "id: [a]", 1, "one text" },
        { "id: sample", "id: &x sample\nother: *x", 2, "write that part out" },
        { "title: A sample", "title: 42", 2, "in quotes" },
        { "title: A sample", "title: true", 2, "in quotes" },
        { "title: A sample", "title:", 2, "in quotes" },
        { "title: A sample", "title: ''", 2, "is empty" },
        { "title: A sample", "title: \"two\\nlines\"", 2, "one line" },
        { "title: A sample", "title: \"a\\abell\"", 2, "control characters" },
        { "title: A sample", "title: Ask kim@example.com", 2, "e-mail address" },
        { "title: A sample", "title: A sample\ntitle: Again", 3, "Duplicate key" },
        { "description: What it is for", "descripton: What it is for", 3, "'descripton' is not known" },
        { "    - affected_at_least: 100", "    - affected_at_least: -1", 6, "whole number" },
        { "    - affected_at_least: 100", "    - affected_at_least: '100'", 6, "whole number" },
        { "    - affected_at_least: 100", "    - affected_at_least: 1_000", 6, "whole number" },
        { "    - affected_at_least: 100", "    - affected_at_least: 1000000000000", 6, "whole number" },
        { "    - affected_at_least: 100", "    - colour_any: [red]", 6, "a condition has one of" },
        { "    - affected_at_least: 100", "    - {affected_at_least: 100, cause_any: [a]}", 6, "a condition has one of" },
        { "  all:\n    - affected_at_least: 100", "  all: []", 5, "has no conditions" },
        { "  all:\n    - affected_at_least: 100", "  some: []", 5, "'some' is not known" },
        { "cause_any: [insider]", "cause_any: insider", 8, "is a list" },
        { "cause_any: [insider]", "cause_any: []", 8, "no values" },
        { "cause_any: [insider]", "cause_any: ['!']", 8, "neither letters nor digits" },
        { "cause_any: [insider]", "cause_any: [a, a]", 8, "stands twice" },
        { "  - key: first", "  - key: first\n    owner: rita", 12, "'owner' is not known" },
        { "  - key: first", "  - key: second", 20, "earlier task" },
        { "    title: The first step\n", "", 11, "needs 'title'" },
        { "mandatory: true", "mandatory: yes", 14, "true or false" },
        { "mandatory: true", "mandatory: 'true'", 14, "true or false" },
        { "priority: urgent", "priority: asap", 15, "no priority" },
        { "due_after: 4h", "due_after: 4 hours", 16, "30m, 4h or 3d" },
        { "due_after: 4h", "due_after: 0h", 16, "30m, 4h or 3d" },
        { "due_after: 4h", "due_after: 366d", 16, "30m, 4h or 3d" },
        { "due_after: 4h", "due_after: 4", 16, "in quotes" },
        { "      - Another thing", "      - [Another thing]", 19, "one text" },
        { "      - Another thing", "      - One thing", 19, "stands twice" },
        { "depends_on: [first]", "depends_on: [third]", 25, "key of no task" },
        { "depends_on: [first]", "depends_on: [second]", 25, "second → second" },
        { "priority: urgent", "priority: urgent\n    depends_on: [second]", 26, "first → second → first" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsAnErrorOnItsLine(string right, string wrong, int line, string says)
    {
        var reading = Read(With(right, wrong));

        Assert.Null(reading.Playbook);
        Assert.True(
            reading.Findings.Any(f => f.IsError && f.Line == line && f.Text.Contains(says, StringComparison.Ordinal)),
            $"expected line {line} '{says}', found:\n{string.Join('\n', reading.Findings)}");
    }

    [Theory]
    [InlineData("mandatory: true", "mandatory: false", 10, "No task is mandatory")]
    [InlineData("due_after: 3d", "due_after: 1h", 25, "is due before 'first'")]
    public void Read_Oddity_IsAWarningAndThePlaybookIsRead(string right, string odd, int line, string says)
    {
        var reading = Read(With(right, odd));

        Assert.NotNull(reading.Playbook);
        var warning = Assert.Single(reading.Findings);
        Assert.False(warning.IsError);
        Assert.Equal(line, warning.Line);
        Assert.Contains(says, warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MandatoryAfterOptional_IsAWarning()
    {
        var reading = Read(With("mandatory: true", "mandatory: false").Replace("mandatory: false\n    priority: low", "mandatory: true\n    priority: low", StringComparison.Ordinal));
        Assert.Contains("waits for 'first', which is not", Assert.Single(reading.Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralMistakes_AreAllNamedByLine()
    {
        var reading = Read(With("id: sample", "id: 7").Replace("4h", "soon", StringComparison.Ordinal).Replace("low", "nil", StringComparison.Ordinal)
            .Replace("[first]", "[none, nobody]", StringComparison.Ordinal));
        Assert.Equal([1, 16, 23, 25, 25], reading.Findings.Select(f => f.Line));
        Assert.All(reading.Findings, f => Assert.True(f.IsError));
    }

    [Fact]
    public void Read_CycleOfThree_NamesThePathOnce()
    {
        static string Task(string key, string on) => $"  - {{key: {key}, title: T, mandatory: true, priority: low, depends_on: [{on}]}}\n";
        var reading = Read("id: sample\ntitle: T\ntasks:\n" + Task("a", "b") + Task("b", "c") + Task("c", "a") + Task("d", "a"));
        Assert.Equal("The tasks wait for each other: a → b → c → a. Take one of these dependencies out.", Assert.Single(reading.Findings).Text);
    }

    [Theory]
    [InlineData("", "one YAML document")]
    [InlineData("just words", "'key: value' lines")]
    [InlineData("id: a\n---\nid: b\n", "one YAML document")]
    [InlineData("id: \"open", "")]
    [InlineData("id: a\n\ttitle: b", "")]
    public void Read_WhatIsNoPlaybook_IsAnError(string text, string says)
    {
        var reading = Read(text);
        Assert.Null(reading.Playbook);
        Assert.Contains(reading.Findings, f => f.IsError && f.Line >= 1 && f.Text.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_HostileFiles_AreRefusedWithoutHarm()
    {
        string[] files =
        [
            new string('[', 100_000),
            string.Concat(Enumerable.Repeat("a:\n", 1)) + string.Concat(Enumerable.Range(1, 2_000).Select(n => new string(' ', n) + "b:\n")),
            "? &a [*a]\n: x\n",
            "tasks: &a [*a]\n",
            "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        ];
        Assert.All(files, file => Assert.Single(Read(file[..Math.Min(file.Length, PlaybookLimits.FileBytes)]).Findings));
    }

    [Fact]
    public void Read_TooLarge_IsRefused()
    {
        Assert.Contains("bytes", Assert.Single(Read(Right + new string('#', PlaybookLimits.FileBytes)).Findings).Text, StringComparison.Ordinal);
        var tasks = string.Concat(Enumerable.Range(0, PlaybookLimits.Tasks + 1).Select(n => $"  - {{key: t{n}, title: T, mandatory: true, priority: low}}\n"));
        Assert.Contains("at most 50", Assert.Single(Read("id: a\ntitle: T\ntasks:\n" + tasks).Findings).Text, StringComparison.Ordinal);
        Assert.Contains("201 characters", Assert.Single(Read(With("title: A sample", "title: " + new string('x', 201))).Findings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenUtf8_IsAnErrorOnItsLine()
    {
        var finding = Assert.Single(PlaybookReader.Read([.. "id: a\ntitle: "u8, 0xff, (byte)'\n']).Findings);
        Assert.Equal((2, true), (finding.Line, finding.IsError));
    }

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() => Assert.NotNull(Read("\uFEFF" + Right).Playbook);
}

using System.Collections.Concurrent;
using IncidentGrains.Grains.Ledger;
using IncidentGrains.Proof;

namespace IncidentGrains.Tests.Ledger;

/// <summary>Writers that race for the same streams, retry what is stale, repeat what is done, and remember what was acknowledged.</summary>
internal sealed class ConcurrentLoad(int seed, Silos silos, LedgerReader reader)
{
    /// <summary>The contents of all acknowledged commands.</summary>
    public async Task<IReadOnlyCollection<string>> Run(int writers, int commandsEach, int streams)
    {
        var acknowledged = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            var random = new Random(seed * 1000 + w);
            for (var n = 0; n < commandsEach; n++)
            {
                var stream = $"inc-{random.Next(streams):00}";
                var content = $"{w}-{n}";
                if (await Send(silos.Writer(random.Next(8)), stream, content, random))
                {
                    acknowledged.Add($$"""{"content":"{{content}}"}""");
                }
            }
        })));
        return acknowledged;
    }

    private async Task<bool> Send(LedgerWriter writer, string stream, string content, Random random)
    {
        // Bounded: with 16 writers on a dozen streams a command is overtaken a few times at most in a row.
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var last = (await reader.Stream(stream)).LastOrDefault();
            var head = last is null ? null : new StreamHead(stream, last.Header.Seq, last.Event.Hash);
            switch (await writer.Append(Sample.Append(stream, content, head, content: content)))
            {
                case AppendOutcome.Appended when random.Next(4) == 0:
                    // A caller that lost the answer sends it again: nothing more is written.
                    Assert.IsType<AppendOutcome.Repeated>(await writer.Append(Sample.Append(stream, content, head, content: content)));
                    return true;
                case AppendOutcome.Appended:
                    return true;
                case AppendOutcome.Stale:
                    continue;
                case var other:
                    Assert.Fail($"unexpected outcome {other}");
                    break;
            }
        }

        return false;
    }
}

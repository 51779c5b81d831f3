using DarkLang.Runtime.Storage.Memory;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>The versions of a canvas that a store keeps.</summary>
public sealed class SourceTests
{
    [Fact]
    public async Task A_version_that_no_trace_needs_is_dropped_at_the_next_start()
    {
        var store = new MemoryStore();
        using (var first = Running.Open("worker w\n  event + 1\n", store))
            await first.Handle("w", "1");
        using (var unused = Running.Open("worker w\n  event + 2\n", store))
            await unused.Idle();
        Assert.Equal(2, store.Load().SourceVersions.Count);
        using (var third = Running.Open("worker w\n  event + 3\n", store))
            await third.Idle();

        var contents = store.Load();
        Assert.Equal(2, contents.SourceVersions.Count);
        var texts = contents.SourceVersions.Select(version => store.ReadSource(version)!.Files.Single().Text).ToList();
        Assert.Equal(["worker w\n  event + 1\n", "worker w\n  event + 3\n"], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_version_of_a_dead_letter_is_kept_as_long_as_its_trace()
    {
        var store = new MemoryStore();
        using (var first = Running.Open("worker w\n  1 / event\n", store))
            await first.Handle("w", "0");
        for (var start = 0; start < 3; start++)
        {
            using var next = Running.Open($"worker w\n  event + {start}\n", store);
            await next.Idle();
        }

        Assert.Contains("1 / event", store.ReadSource(store.Load().Traces.Single().Version)!.Files.Single().Text, StringComparison.Ordinal);
        Assert.Equal(2, store.Load().SourceVersions.Count);
    }
}

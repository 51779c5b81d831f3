using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Tests.Engines;

namespace DarkLang.Runtime.Tests.Execution;

/// <summary>What a process holds is measured as a whole: these tests run alone.</summary>
[CollectionDefinition(nameof(AttemptMemoryTests), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>An attempt has a budget of memory, so that one message can't use up what all others need.</summary>
[Collection(nameof(AttemptMemoryTests))]
public sealed class AttemptMemoryTests
{
    private const long Budget = 64 * 1024 * 1024;

    [Theory]
    [InlineData("List::range 1 event |> List::length", 20_000_000)]
    [InlineData("List::repeat event 1 |> List::length", 20_000_000)]
    [InlineData("String::padStart \"\" \"x\" event |> String::length", 60_000_000)]
    [InlineData("List::fold (List::range 1 event) [] (\\acc n -> List::push acc { n: n; next: n + 1 }) |> List::length", 2_000_000)]
    [InlineData("List::map (List::range 1 event) (\\n -> String::padStart (toString n) \"x\" 1000) |> List::length", 1_000_000)]
    public async Task An_attempt_that_holds_too_much_ends_with_an_error_that_names_its_worker(string code, int size)
    {
        // The garbage of other tests would count as held when the engine starts, and be gone when it measures again.
        GC.Collect();
        using var canvas = Running.Open($"worker greedy\n  {code}\n", attemptMemory: Budget);
        var settled = await canvas.Handle("greedy", $"{size}");
        Assert.Equal((MessageState.Dead, "D0532"), (settled.State, settled.Failure?.Code));
        Assert.Equal(
            "one attempt of worker greedy may hold 64 MB of memory, and this one would hold more", settled.Failure!.Message);
    }

    [Fact]
    public async Task What_an_attempt_no_longer_holds_does_not_count()
    {
        using var canvas = Running.Open(
            "worker busy\n  List::map (List::range 1 300) (\\n -> String::padStart \"\" \"x\" 500000 |> String::length) |> List::length\n",
            attemptMemory: Budget);
        var settled = await canvas.Handle("busy", "1");
        Assert.Equal((MessageState.Done, "300"), (settled.State, settled.Result?.Json));
    }
}

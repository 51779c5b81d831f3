using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>An engine whose steps the test takes.</summary>
public abstract class SteppedTests
{
    private protected const string TwoWorkers = "worker w\n  event\n\nworker v\n  event\n";

    private protected static readonly HandlerId W = HandlerId.Worker("w");

    private protected readonly FakeTimeProvider _time = new(Running.Start);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store refuses the next commit with such a change.</summary>
    private protected static void Refuse<T>(RefusingStore store)
        where T : Change
    {
        var refusals = store.Refusals;
        store.Refuses = change => change is T && store.Refusals == refusals;
    }

    /// <summary>The same until time passes, also when parts of that commit are tried by themselves.</summary>
    private protected void RefuseForNow<T>(RefusingStore store)
        where T : Change
    {
        var now = _time.GetUtcNow();
        store.Refuses = change => change is T && _time.GetUtcNow() == now;
    }

    private protected static Guid Emit(Engine engine, params EmitRequest[] requests)
    {
        var emitted = engine.Control.Emit(requests, Token);
        Commit(engine);
        return emitted.Result[0].Message!.Value;
    }

    private protected static bool Handle(Engine engine)
    {
        if (engine.Steps.Begin() is not { } attempt)
            return false;
        End(engine, attempt);
        Commit(engine);
        return true;
    }

    private protected static void End(Engine engine, StepAttempt attempt) => engine.Steps.End(attempt, engine.Steps.Evaluate(attempt));

    private protected static void Commit(Engine engine)
    {
        while (engine.Steps.Commit())
        {
        }
    }

    private protected Engine Stepped(string source, IStore? store = null, int traceKeep = 10, long eventBudget = long.MaxValue)
    {
        var canvas = CanvasLoader.Load([new SourceText("test.dark", source)]).Canvas!;
        var options = new EngineOptions
        {
            Time = _time,
            Entropy = new SeededEntropy(1).Fill,
            Concurrency = 4,
            TraceKeep = traceKeep,
            EventBudget = eventBudget,
            IsStepped = true,
        };
        var engine = Engine.Open(canvas, store ?? new MemoryStore(), options);
        engine.Start();
        engine.Steps.Commit();
        return engine;
    }
}

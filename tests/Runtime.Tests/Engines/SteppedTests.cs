using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.Memory;
using DarkLang.Runtime.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Tests that take the steps of an engine themselves, so that nothing happens between two of their lines.</summary>
public abstract class SteppedTests
{
    private protected const string TwoWorkers = "worker w\n  event\n\nworker v\n  event\n";

    private protected static readonly HandlerId W = HandlerId.Worker("w");

    private protected readonly FakeTimeProvider _time = new(Running.Start);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lets the store refuse the next commit that holds such a change.</summary>
    private protected static void Refuse<T>(RefusingStore store)
        where T : Change
    {
        var refusals = store.Refusals;
        store.Refuses = change => change is T && store.Refusals == refusals;
    }

    /// <summary>Lets the store refuse such changes until the clock moves, even if parts of the commit are retried on their own.</summary>
    private protected void RefuseForNow<T>(RefusingStore store)
        where T : Change
    {
        var now = _time.GetUtcNow();
        store.Refuses = change => change is T && _time.GetUtcNow() == now;
    }

    private protected static Guid Emit(Engine engine, params EmitRequest[] requests)
    {
        var emitted = engine.Control.Ask(Operations.Emit, requests, Token);
        Commit(engine);
        return emitted.Result[0].Message!.Value;
    }

    /// <summary>Handles the next message. False when none can start.</summary>
    private protected static bool Handle(Engine engine)
    {
        if (engine.Steps.Begin() is not { } attempt)
            return false;
        End(engine, attempt);
        Commit(engine);
        return true;
    }

    private protected static void HandleAll(Engine engine)
    {
        while (Handle(engine))
        {
        }
    }

    private protected static void End(Engine engine, StepAttempt attempt) => engine.Steps.End(attempt, engine.Steps.Evaluate(attempt));

    private protected static void Commit(Engine engine)
    {
        while (engine.Steps.Commit())
        {
        }
    }

    /// <summary>Another canvas takes over, as after a reload.</summary>
    private protected void TakeOver(Engine engine, Canvas canvas) =>
        engine.TakeOver(canvas, new LoadView(_time.GetUtcNow(), canvas.Version, IsRefused: false, []));

    private protected static Canvas Load(string source) => CanvasLoader.Load([new SourceText("test.dark", source)]).Canvas!;

    private protected Engine Stepped(string source, IStore? store = null, int traceKeep = 10, long eventBudget = long.MaxValue)
    {
        var engine = Started(Load(source), store, traceKeep, eventBudget);
        engine.Steps.Commit();
        return engine;
    }

    /// <summary>Starts an engine. What it writes at the start, and the first runs of its crons, are not stored yet.</summary>
    private protected Engine Started(Canvas canvas, IStore? store = null, int traceKeep = 10, long eventBudget = long.MaxValue)
    {
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
        return engine;
    }
}

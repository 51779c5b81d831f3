using DarkLang.Runtime.Control.Events;
using DarkLang.Runtime.Crons;
using DarkLang.Runtime.Execution;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Traces;

namespace DarkLang.Runtime.Control;

/// <summary>The parts of an engine that its control client reads and controls.</summary>
internal sealed record EngineParts(
    EngineContext Context, CommitQueue Commits, CronRunner Crons, TraceRetention Traces, CompletionWaiters Waiters, QueueLoader Loader,
    EventFeed Events, Consumers Consumers, HistoryKeeper History, IReadOnlyList<string> Damage);

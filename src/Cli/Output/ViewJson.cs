using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Cli.Output;

/// <summary>The fields of each view in <c>--json</c> output. Names are a promise to scripts: add, never rename.</summary>
internal static class ViewJson
{
    public static void Status(Utf8JsonWriter json, StatusView status)
    {
        json.WriteString("state", status.State);
        json.WriteString("canvas", status.Canvas);
        json.WriteString("version", status.Version);
        json.WriteNumber("processId", status.ProcessId);
        json.Time("now", status.Now);
        json.Time("startedAt", status.StartedAt);
        json.List("workers", status.Workers, Worker);
        json.List("crons", status.Crons, Cron);
        json.List("notFound", status.NotFound, NotFound);
        json.Strings("damage", status.Damage);
        json.WriteString("trouble", status.Trouble);
        json.Strings("waitingForRoom", status.WaitingForRoom);
        json.Field("loaded", status.Loaded, LoadText.Fields);
    }

    public static void Doctor(Utf8JsonWriter json, IReadOnlyList<string> damage, bool isRunning, StoreReport? report)
    {
        json.WriteBoolean("sound", damage.Count == 0);
        json.WriteBoolean("running", isRunning);
        json.Strings("damage", damage);
        if (report is { Readable: true })
            Counts(json, report);
    }

    public static void Backup(Utf8JsonWriter json, string folder, StoreReport report)
    {
        json.WriteString("folder", folder);
        json.Strings("damage", report.Damage);
        Counts(json, report);
    }

    public static void Rebuild(Utf8JsonWriter json, RebuildReport rebuilt)
    {
        json.Strings("lost", rebuilt.Lost);
        json.WriteNumber("bytesBefore", rebuilt.Before);
        json.WriteNumber("bytesAfter", rebuilt.After);
        Counts(json, rebuilt.Report);
    }

    private static void Counts(Utf8JsonWriter json, StoreReport report)
    {
        json.WriteNumber("messages", report.Messages);
        json.WriteNumber("dead", report.Dead);
        json.WriteNumber("crons", report.Crons);
        json.WriteNumber("onceKeys", report.OnceKeys);
        json.WriteNumber("traces", report.Traces);
        json.WriteNumber("sources", report.Sources);
    }

    public static void Worker(Utf8JsonWriter json, WorkerView worker)
    {
        json.WriteString("name", worker.Name);
        json.WriteBoolean("alert", worker.IsAlert);
        json.WriteString("state", worker.State);
        json.WriteNumber("ready", worker.Ready);
        json.WriteNumber("delayed", worker.Delayed);
        json.WriteNumber("running", worker.Running);
        json.WriteNumber("retrying", worker.Retrying);
        json.WriteNumber("waitingForCode", worker.WaitingForCode);
        json.WriteNumber("dead", worker.Dead);
        json.WriteNumber("done", worker.Done);
        json.WriteNumber("died", worker.Died);
        json.Milliseconds("oldestAgeMs", worker.OldestAge);
        json.Field("pause", worker.Pause, Pause);
        Options(json, worker.Options);
        json.Time("rateWait", worker.RateWait);
        json.List("traces", worker.Traces, TraceHeader);
    }

    public static void Cron(Utf8JsonWriter json, CronView cron)
    {
        json.WriteString("name", cron.Name);
        json.WriteString("state", cron.State);
        json.WriteString("schedule", cron.Schedule);
        json.Time("nextDue", cron.NextDue);
        json.Time("lastFired", cron.LastFired);
        json.Time("lastRun", cron.LastRun);
        json.WriteNumber("waiting", cron.Waiting);
        json.WriteNumber("running", cron.Running);
        json.WriteNumber("dead", cron.Dead);
        json.WriteNumber("done", cron.Done);
        json.WriteNumber("died", cron.Died);
        json.WriteNumber("skipped", cron.Skipped);
        json.WriteString("catchUp", cron.CatchUp);
        json.WriteString("overlap", cron.Overlap);
        Options(json, cron.Options);
        json.Field("pause", cron.Pause, Pause);
        json.List("traces", cron.Traces, TraceHeader);
    }

    private static void Options(Utf8JsonWriter json, IReadOnlyList<OptionView> options)
    {
        json.WriteStartObject("options");
        foreach (var option in options)
            json.WriteString(option.Name, option.Value);
        json.WriteEndObject();
    }

    public static void NotFound(Utf8JsonWriter json, NotFoundView name)
    {
        json.WriteString("name", name.Name);
        json.WriteNumber("messages", name.Messages);
        json.Time("lastEmittedAt", name.LastEmittedAt);
        json.WriteString("emittedFrom", name.EmittedFrom);
        json.Raw("event", name.Event);
        json.WriteString("nearest", name.Nearest);
    }

    public static void Message(Utf8JsonWriter json, MessageView message)
    {
        json.WriteString("id", message.Id);
        Handler(json, message.Handler);
        json.WriteString("state", message.State);
        json.Time("emittedAt", message.EmittedAt);
        json.Time("due", message.Due);
        json.WriteNumber("attempts", message.Attempts);
        json.WriteString("emittedFrom", message.EmittedFrom);
        json.Id("parent", message.Parent);
        json.WriteString("key", message.Key);
        json.WriteNumber("priority", message.Priority);
        json.Raw("event", message.Event);
        json.Time("diedAt", message.DiedAt);
        json.Field("failure", message.Failure, Failure);
        json.Id("trace", message.Trace);
    }

    public static void Settled(Utf8JsonWriter json, SettledView settled)
    {
        json.WriteString("message", settled.Message);
        json.WriteString("state", settled.State);
        json.Raw("result", settled.Result);
        json.Field("failure", settled.Failure, Failure);
    }

    public static void TraceHeader(Utf8JsonWriter json, TraceHeaderView trace)
    {
        json.WriteString("id", trace.Id);
        Handler(json, trace.Handler);
        json.WriteString("message", trace.Message);
        json.WriteNumber("attempt", trace.Attempt);
        json.WriteString("outcome", trace.Outcome);
        json.Time("startedAt", trace.StartedAt);
        json.Milliseconds("durationMs", trace.Duration);
        json.WriteBoolean("pinned", trace.Pinned);
    }

    public static void Trace(Utf8JsonWriter json, TraceView trace)
    {
        TraceHeader(json, trace.Header);
        json.WriteString("version", trace.Version);
        json.Id("parentMessage", trace.ParentMessage);
        json.Raw("input", trace.Input?.Json);
        json.Raw("result", trace.Result?.Json);
        json.Field("failure", trace.Failure, Failure);
        json.WriteString("incompleteAt", trace.IncompleteAt);
        json.List("emits", trace.Emits, TraceEmit);
        json.WriteNumber("emitsLeftOut", trace.EmitsLeftOut);
        json.List("effects", trace.Effects, TraceEffect);
        json.WriteNumber("effectsLeftOut", trace.EffectsLeftOut);
        Log(json, trace.Log, trace.LogLeftOut);
    }

    public static void Log(Utf8JsonWriter json, IEnumerable<TraceLogView> lines, int leftOut)
    {
        json.List("log", lines, (writer, line) =>
        {
            writer.Time("at", line.At);
            writer.WriteString("level", line.Level);
            writer.WriteString("message", line.Message);
            writer.Raw("fields", line.Fields.Json);
            writer.WriteString("place", line.Place);
        });
        json.WriteNumber("logLeftOut", leftOut);
    }

    public static void Emit(Utf8JsonWriter json, EmitView emit)
    {
        json.Id("message", emit.Message);
        json.WriteString("worker", emit.Worker);
        json.WriteBoolean("repeated", emit.Repeated);
        json.WriteString("warning", emit.Warning);
    }

    public static void Failure(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("code", failure.Code);
        json.WriteString("message", failure.Message);
        json.WriteString("at", failure.At);
        json.WriteString("help", failure.Help);
        json.List("stack", failure.Stack, (writer, frame) =>
        {
            writer.WriteString("function", frame.Function);
            writer.WriteString("at", frame.At);
        });
    }

    public static void Handler(Utf8JsonWriter json, HandlerId handler)
    {
        json.WriteStartObject("handler");
        json.WriteString("kind", handler.Kind == HandlerKind.Cron ? "cron" : "worker");
        json.WriteString("name", handler.Name);
        json.WriteEndObject();
    }

    private static void Pause(Utf8JsonWriter json, PauseView pause)
    {
        json.Time("at", pause.At);
        json.WriteString("by", pause.By);
        json.WriteString("why", pause.Why);
    }

    private static void TraceEmit(Utf8JsonWriter json, TraceEmitView emit)
    {
        json.WriteString("message", emit.Message);
        json.WriteString("worker", emit.Worker);
        json.Raw("event", emit.Event.Json);
    }

    private static void TraceEffect(Utf8JsonWriter json, TraceEffectView effect)
    {
        json.WriteString("function", effect.Function);
        json.WriteString("at", effect.At);
        json.Raw("result", effect.Result?.Json);
        json.WriteString("error", effect.Error);
    }
}

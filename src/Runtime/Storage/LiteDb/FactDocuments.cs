using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>The rare facts, each a document of its own, written in the transaction of their commit.</summary>
internal sealed class FactDocuments
{
    private readonly RecordWriter _writer = new();

    public static bool AnyIn(IReadOnlyList<Change> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i] is not (MessageEnqueued or MessageUpdated or MessageSettled))
                return true;
        }

        return false;
    }

    /// <summary>False when that changed nothing: what was to be removed is not there.</summary>
    /// <param name="sequence">The commit: what is listed oldest first is ordered by it.</param>
    public bool Write(LiteEngine engine, long sequence, IReadOnlyList<Change> changes)
    {
        var changed = false;
        for (var i = 0; i < changes.Count; i++)
        {
            _writer.Clear();
            var order = new JournalPosition(sequence, i + 1).Packed;
            switch (changes[i])
            {
                case CronUpdated cron:
                    _writer.Cron(cron.Cron);
                    engine.Put(Documents.Cron, Documents.Hash(cron.Cron.Name), _writer.Written);
                    changed = true;
                    break;
                case HandlerPaused paused:
                    _writer.Pause(paused.Pause);
                    engine.Put(Documents.Pause, IdOf(paused.Pause.Handler), _writer.Written);
                    changed = true;
                    break;
                case HandlerResumed resumed:
                    changed |= engine.Remove(Documents.Pause, IdOf(resumed.Handler));
                    break;
                case LimiterSaved noted:
                    _writer.Rate(noted.Rate);
                    engine.Put(Documents.Rate, IdOf(noted.Rate.Handler), _writer.Written);
                    changed = true;
                    break;
                case TraceRecorded recorded:
                    _writer.Fixed(order);
                    _writer.Trace(recorded.Trace);
                    engine.Put(Documents.Trace, recorded.Trace.Id, _writer.Written);
                    changed = true;
                    break;
                case TraceDropped dropped:
                    changed |= engine.Remove(Documents.Trace, dropped.Trace);
                    break;
                case SourceStored kept:
                    _writer.Fixed(order);
                    _writer.Source(kept.Source);
                    engine.Put(Documents.Source, Documents.Hash(kept.Source.Version), _writer.Written);
                    changed = true;
                    break;
                case SourceDropped dropped:
                    changed |= engine.Remove(Documents.Source, Documents.Hash(dropped.Version));
                    break;
                default:
                    break;
            }
        }

        return changed;
    }

    public static Trace? ReadTrace(LiteEngine engine, Guid id) =>
        engine.Find(Documents.Trace, id) is { IsSound: true } stored ? ReadTrace(stored) : null;

    public static SourceVersion? ReadSource(LiteEngine engine, string version) =>
        engine.Find(Documents.Source, Documents.Hash(version)) is { IsSound: true } stored ? ReadSource(stored) : null;

    /// <summary>Reads all of them into <paramref name="contents"/>; returns one sentence for each that can't be read.</summary>
    public static IReadOnlyList<string> Load(LiteEngine engine, StoreState contents)
    {
        var damage = new List<string>();
        Each(Documents.Cron, "a cron's state; the cron starts anew", reader => contents.Apply(new CronUpdated(reader.Cron())));
        Each(Documents.Pause, "a pause; its handler runs", reader => contents.Apply(new HandlerPaused(reader.Pause())));
        Each(
            Documents.Rate,
            "the last starts of a handler; its rate starts anew",
            reader => contents.Apply(new LimiterSaved(reader.Rate())));
        Each(Documents.Trace, "a trace", reader =>
        {
            var order = reader.Fixed();
            contents.AddTrace(reader.TraceHeader(), order);
        });
        Each(Documents.Source, "a source version; traces of it can't be shown", reader =>
        {
            var order = reader.Fixed();
            contents.AddSource(reader.Source().Version, order);
        });
        return damage;

        void Each(string collection, string what, Reading read)
        {
            foreach (var stored in engine.All(collection))
            {
                if (stored.IsSound)
                    read(new RecordReader(stored.Bytes.Span, new StringPool()));
                else
                    damage.Add($"{what}: document {stored.Id} of {collection} can't be read");
            }
        }
    }

    private delegate void Reading(RecordReader reader);

    private static Trace ReadTrace(Stored stored)
    {
        var reader = new RecordReader(stored.Bytes.Span, new StringPool());
        _ = reader.Fixed();
        return reader.Trace();
    }

    private static SourceVersion ReadSource(Stored stored)
    {
        var reader = new RecordReader(stored.Bytes.Span, new StringPool());
        _ = reader.Fixed();
        return reader.Source();
    }

    private static Guid IdOf(HandlerId handler) => Documents.Hash(handler.ToString());
}

using System.Globalization;
using System.IO.Hashing;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Keeps what could not be read, with a sentence that says what it was, until somebody has looked at it: every start names it again.
/// </summary>
internal static class Quarantine
{
    private const int NamedAtMost = 20;

    public static void Add(LiteEngine engine, long sequence, BadBatch bad) =>
        Add(engine, sequence.ToString(CultureInfo.InvariantCulture), Sentence(sequence, bad), bad.Readable);

    public static bool Holds(LiteEngine engine, long sequence) =>
        engine.Find(Documents.Quarantine, Documents.Hash(sequence.ToString(CultureInfo.InvariantCulture))) is not null;

    /// <summary>A part that does not say any more to which commit it belonged; the same bytes are kept once.</summary>
    public static void AddPart(LiteEngine engine, int slot, byte[] bytes) =>
        Add(engine, Convert.ToHexString(XxHash128.Hash(bytes)), string.Create(
            CultureInfo.InvariantCulture, $"part {slot} of the journal can't be read and is kept in quarantine"), bytes);

    private static void Add(LiteEngine engine, string name, string sentence, ReadOnlySpan<byte> bytes)
    {
        var writer = new RecordWriter();
        writer.Text(sentence);
        writer.Bytes(bytes);
        engine.Put(Documents.Quarantine, Documents.Hash(name), writer.Written);
    }

    public static IReadOnlyList<string> Sentences(LiteEngine engine) =>
        [.. engine.All(Documents.Quarantine).Select(
            s => s.IsSound ? new RecordReader(s.Bytes.Span, new StringPool()).Text() : "something in quarantine can't be read itself")];

    /// <summary>What a commit was that can't be read.</summary>
    public static string Sentence(long sequence, BadBatch bad)
    {
        var records = new List<JournalRecord>();
        try
        {
            BatchEncoding.Read(bad.Readable, new StringPool(), records, withEvents: false);
        }
        catch (InvalidDataException)
        {
            // What stands before the damage is named, the rest can't be.
        }

        var lost = records.OfType<EnqueuedRecord>().Select(r => r.Message)
            .Concat(records.OfType<RelocatedRecord>().Select(r => r.Message)).ToList();
        var named = string.Join(", ", lost.Take(NamedAtMost).Select(m => $"{m.Handler} {m.Id}"));
        var names = lost.Count == 0
            ? "which messages it held can't be told"
            : $"it held {named}{(lost.Count > NamedAtMost ? $" and {lost.Count - NamedAtMost} more" : "")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"commit {sequence} of the journal can't be read ({bad.Why}) and is kept in quarantine: {names}; messages that it settled run again");
    }
}

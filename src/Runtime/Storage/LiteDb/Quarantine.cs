using System.IO.Hashing;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>Keeps what could not be read, with a sentence that says what it was. Every start names it again.</summary>
internal static class Quarantine
{
    private const int MaxNamed = 20;

    public static void Add(LiteEngine engine, long sequence, BadBatch bad) =>
        Add(engine, sequence.ToString(CultureInfo.InvariantCulture), Describe(sequence, bad), bad.Readable);

    public static bool Contains(LiteEngine engine, long sequence) =>
        engine.Find(Documents.Quarantine, FactKind.Hash(sequence.ToString(CultureInfo.InvariantCulture))) is not null;

    /// <summary>Adds a part whose commit is unknown. The same bytes are kept once.</summary>
    public static void AddPart(LiteEngine engine, int slot, byte[] bytes) =>
        Add(engine, Convert.ToHexString(XxHash128.Hash(bytes)), string.Create(
            CultureInfo.InvariantCulture, $"part {slot} of the journal can't be read and is kept in quarantine"), bytes);

    private static void Add(LiteEngine engine, string name, string sentence, ReadOnlySpan<byte> bytes)
    {
        var writer = new RecordWriter();
        writer.Text(sentence);
        writer.Bytes(bytes);
        engine.Put(Documents.Quarantine, FactKind.Hash(name), writer.Written);
    }

    public static IReadOnlyList<string> ReadAll(LiteEngine engine) =>
        [.. engine.All(Documents.Quarantine).Select(
            s => s.IsSound ? new RecordReader(s.Bytes.Span, new StringPool()).Text() : "an entry of the quarantine can't be read")];

    /// <summary>Says of which handlers a damaged part seems to hold messages, and how many; empty when that can't be read.</summary>
    public static string DescribePart(ReadOnlySpan<byte> part)
    {
        var lost = ReadMessages(JournalPart.ReadDamaged(part));
        var handlers = string.Join(", ", lost.Select(message => message.Handler.ToString()).Distinct().Take(MaxNamed));
        return lost.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $": it seems to have held {lost.Count} message{(lost.Count == 1 ? "" : "s")} of {handlers}");
    }

    /// <summary>Returns the messages before the first that can't be read.</summary>
    private static List<Message> ReadMessages(ReadOnlySpan<byte> bytes)
    {
        var records = new List<JournalRecord>();
        try
        {
            BatchEncoding.Read(bytes, new StringPool(), records, withEvents: false);
        }
        catch (InvalidDataException)
        {
            // Only the messages before the damage can be named.
        }
        return [.. records.Select(record => record.Message).OfType<Message>()];
    }

    /// <summary>Says what was in a commit that can't be read.</summary>
    public static string Describe(long sequence, BadBatch bad)
    {
        var lost = ReadMessages(bad.Readable);
        var named = string.Join(", ", lost.Take(MaxNamed).Select(m => $"{m.Handler} {m.Id}"));
        var names = lost.Count == 0
            ? "which messages it held is unknown"
            : $"it held {named}{(lost.Count > MaxNamed ? $" and {lost.Count - MaxNamed} more" : "")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"commit {sequence} of the journal can't be read ({bad.Why}) and is kept in quarantine: {names}; what it settled runs again");
    }
}

using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>What the store knows of itself.</summary>
/// <param name="Low">The oldest batch of the journal that counts.</param>
/// <param name="CountedTo">The stored totals count all batches up to this one.</param>
internal sealed record Meta(long Low, long CountedTo)
{
    public const long Schema = 1;

    private const int Id = 1;

    public void Write(LiteEngine engine)
    {
        var writer = new RecordWriter();
        writer.Number(Schema);
        writer.Number(Low);
        writer.Number(CountedTo);
        engine.Put(Documents.Meta, Id, writer.Written);
    }

    public static Meta Read(LiteEngine engine, string path) => engine.Find(Documents.Meta, Id) is { IsSound: true } stored
        ? Read(stored, path)
        : throw DataFile.Damaged(path, "it does not say which version of a store it is");

    public static Meta Read(Stored stored, string path)
    {
        var reader = new RecordReader(stored.Bytes.Span, new StringPool());
        var schema = reader.Number();
        return schema == Schema
            ? new Meta(reader.Number(), reader.Number())
            : throw new StoreException(
                StoreProblem.Damaged,
                $"{path} has version {schema} of the store, this program knows version {Schema}; nothing was changed, use the program that wrote it");
    }
}

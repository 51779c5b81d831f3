using DarkLang.Runtime.Storage.LiteDb.Files;
using DarkLang.Runtime.Storage.Records;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>What the store knows about itself.</summary>
/// <param name="Low">The oldest batch of the journal that is not released.</param>
/// <param name="CountedTo">The newest batch that the stored totals include.</param>
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
        ? Read(stored, path) : throw DataFile.Damaged(path, "it does not say which version of the store it has");

    public static Meta Read(StoredDocument stored, string path)
    {
        var reader = new RecordReader(stored.Bytes.Span, new StringPool());
        var schema = reader.Number();
        return schema == Schema ? new Meta(reader.Number(), reader.Number()) : throw DataFile.OtherVersion(path, schema, Schema);
    }
}

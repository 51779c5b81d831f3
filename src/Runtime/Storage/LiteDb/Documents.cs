using System.IO.Hashing;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>
/// Documents of the form <c>{ _id, b }</c>, in which b is a sum and the bytes: LiteDB does not notice a flipped bit. Ids are numbers or
/// hashes, never names: LiteDB compares texts by a culture and limits their length.
/// </summary>
internal static class Documents
{
    private const int SumBytes = 4;

    /// <summary>LiteDB's limit for a document, without what surrounds the bytes.</summary>
    private const int MaxBytes = 16_683_050 - 1_000;

    public const string Journal = "journal";
    public const string Meta = "meta";
    public const string Total = "total";
    public const string Quarantine = "quarantine";

    public static string[] Collections { get; } = [Journal, Meta, Total, .. FactKinds.All.Select(kind => kind.Collection), Quarantine];

    public static void Put(this LiteEngine engine, string collection, BsonValue id, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new StoreException(
                StoreProblem.Io, $"a {collection} of {bytes.Length} bytes exceeds the limit ({MaxBytes} bytes): nothing was stored");
        var summed = new byte[SumBytes + bytes.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(summed, Crc32.HashToUInt32(bytes));
        bytes.CopyTo(summed.AsSpan(SumBytes));
        engine.Upsert(collection, [new BsonDocument { ["_id"] = id, ["b"] = summed }], BsonAutoId.Int64);
    }

    /// <summary>Returns false when there is no such document.</summary>
    public static bool Remove(this LiteEngine engine, string collection, BsonValue id) => engine.Delete(collection, [id]) > 0;

    public static StoredDocument? Find(this LiteEngine engine, string collection, BsonValue id)
    {
        var query = new Query();
        query.Where.Add(Query.EQ("_id", id));
        using var reader = engine.Query(collection, query);
        return reader.Read() ? Read(reader.Current.AsDocument) : null;
    }

    public static IEnumerable<StoredDocument> All(this LiteEngine engine, string collection)
    {
        using var reader = engine.Query(collection, new Query());
        while (reader.Read())
            yield return Read(reader.Current.AsDocument);
    }

    public static StoredDocument Read(BsonDocument document)
    {
        var bytes = document["b"].IsBinary ? document["b"].AsBinary : [];
        var sound = bytes.Length >= SumBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Crc32.HashToUInt32(bytes.AsSpan(SumBytes));
        return new StoredDocument(document["_id"], bytes.AsMemory(Math.Min(SumBytes, bytes.Length)), sound);
    }
}

/// <param name="IsSound">The bytes are those that were written.</param>
internal sealed record StoredDocument(BsonValue Id, ReadOnlyMemory<byte> Bytes, bool IsSound);

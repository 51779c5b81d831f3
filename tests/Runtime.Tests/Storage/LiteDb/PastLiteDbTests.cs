using System.Buffers.Binary;
using System.IO.Hashing;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;
using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

/// <summary>Existing documents of the journal are overwritten past LiteDB, while LiteDB itself makes new ones.</summary>
public sealed class PastLiteDbTests
{
    private static readonly StoreLimits ReleaseAtOnce = new() { ReleaseAtPages = 1 };

    private int _next;

    [Fact]
    public void A_page_keeps_what_was_written_past_LiteDB_when_LiteDB_links_a_new_page_to_it()
    {
        var disk = SimulatedDisk.New(ReleaseAtOnce);
        var kept = new List<Message>();
        using (var store = disk.OpenStore(ReleaseAtOnce))
        {
            store.Load();
            for (var round = 0; round < 20; round++)
            {
                PassThrough(store, 3);
                kept.Add(Enqueue(store, 200));
                // More than fits in the free documents: LiteDB makes new ones, and links them to one that was written past it.
                kept.Add(Enqueue(store, 40_000));
            }
        }

        Assert.Equal(Texts(kept), Stored(disk));
        using var killed = disk.Killed(disk.OperationCount).OpenStore(ReleaseAtOnce);
        Assert.Empty(killed.Load().Damage);
    }

    [Fact]
    public void A_log_from_before_pages_were_written_past_LiteDB_is_read()
    {
        var disk = SimulatedDisk.New(StoreLimits.Default);
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        for (var copy = 0; copy < 2; copy++)
        {
            disk.Log.Read(block, copy * LogFormat.BlockSize);
            "DARKLOG2"u8.CopyTo(block);
            BinaryPrimitives.WriteUInt32LittleEndian(block[24..], Crc32.HashToUInt32(block[..24]));
            disk.Log.Write(block, copy * LogFormat.BlockSize);
        }

        var kept = new List<Message>();
        using (var store = disk.OpenStore(StoreLimits.Default))
        {
            store.Load();
            kept.Add(Enqueue(store, 100));
        }

        Assert.Equal(Texts(kept), Stored(disk));
    }

    private void PassThrough(LiteDbStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var message = Enqueue(store, 200);
            store.Commit([new MessageSettled(message, Settlement.Done)]);
        }
    }

    private Message Enqueue(LiteDbStore store, int bytes)
    {
        var message = Facts.Message(_next++, size: bytes);
        store.Commit([new MessageEnqueued(message)]);
        return message;
    }

    private static List<string> Stored(SimulatedDisk disk)
    {
        using var store = disk.Now().OpenStore(StoreLimits.Default);
        var contents = store.Load();
        Assert.Empty(contents.Damage);
        return Texts(contents.Messages);
    }

    private static List<string> Texts(IEnumerable<Message> messages) =>
        [.. messages.Select(message => $"{message.Id} {Convert.ToHexString(message.Event!)}").Order(StringComparer.Ordinal)];
}

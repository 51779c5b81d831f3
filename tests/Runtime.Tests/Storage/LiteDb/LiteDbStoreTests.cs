using DarkLang.Runtime.Storage;
using DarkLang.Runtime.Storage.LiteDb;

namespace DarkLang.Runtime.Tests.Storage.LiteDb;

public sealed class LiteDbStoreTests : StoreConformance
{
    internal static readonly StoreOwner Owner = new(42, "orders.dark", Facts.Start, "here", null);

    private readonly TemporaryFolder _folder = new();

    protected override IStore Open() => LiteDbStore.Open(_folder.Path, Owner);

    [Fact]
    public void A_folder_created_for_a_store_is_open_to_its_owner_only()
    {
        var made = Path.Combine(_folder.Path, ".dark", "orders");
        LiteDbStore.Open(made, Owner).Dispose();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(made));
    }

    [Fact]
    public void A_store_whose_files_are_moved_away_accepts_nothing_until_they_are_back()
    {
        var (here, away) = (Path.Combine(_folder.Path, "here"), Path.Combine(_folder.Path, "away"));
        using (var store = LiteDbStore.Open(here, Owner))
        {
            store.Load();
            store.Commit([new MessageEnqueued(Facts.Message(1))]);
            Directory.Move(here, away);
            var refused = Assert.Throws<StoreException>(() => store.Commit([new MessageEnqueued(Facts.Message(2))]));
            Assert.Contains("moved away", refused.Message, StringComparison.Ordinal);
            Directory.Move(away, here);
            store.Commit([new MessageEnqueued(Facts.Message(3))]);
        }
        using var again = LiteDbStore.Open(here, Owner);
        Assert.Equal([Facts.Id(1), Facts.Id(3)], again.Load().Messages.Select(message => message.Id));
    }

    protected override void CleanUp() => _folder.Dispose();
}

using System.Diagnostics.CodeAnalysis;
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

    [Theory]
    [InlineData("store.db")]
    [InlineData("store.log")]
    [InlineData("store.lock")]
    public void Nothing_is_acknowledged_once_a_file_of_the_store_was_replaced_by_another(string name)
    {
        var path = _folder.File(name);
        using (var store = LiteDbStore.Open(_folder.Path, Owner))
        {
            store.Load();
            store.Commit([new MessageEnqueued(Facts.Message(1))]);
            File.WriteAllText(_folder.File("copy"), "another file");
            File.Move(path, _folder.File("original"));
            File.Move(_folder.File("copy"), path);
            var refused = Assert.Throws<StoreException>(() => store.Commit([new MessageEnqueued(Facts.Message(2))]));
            Assert.StartsWith($"{path} was replaced by another file while dark runs", refused.Message, StringComparison.Ordinal);
            Assert.Equal(refused.Message, Assert.Throws<StoreException>(store.EnsureInPlace).Message);
            File.Move(_folder.File("original"), path, overwrite: true);
            store.EnsureInPlace();
            store.Commit([new MessageEnqueued(Facts.Message(3))]);
        }
        using var again = LiteDbStore.Open(_folder.Path, Owner);
        Assert.Equal([Facts.Id(1), Facts.Id(3)], again.Load().Messages.Select(message => message.Id));
    }

    [Fact]
    public void A_store_whose_folder_was_replaced_leaves_the_new_files_to_the_process_that_opened_them()
    {
        var (here, away) = (_folder.File("here"), _folder.File("away"));
        var first = LiteDbStore.Open(here, Owner);
        first.Load();
        first.Commit([new MessageEnqueued(Facts.Message(1))]);
        Directory.Move(here, away);
        var second = LiteDbStore.Open(here, Owner);
        second.Load();
        second.Commit([new MessageEnqueued(Facts.Message(2))]);
        Assert.Throws<StoreException>(() => first.Commit([new MessageEnqueued(Facts.Message(3))]));
        first.Dispose();
        second.Commit([new MessageEnqueued(Facts.Message(4))]);
        second.Dispose();
        using var again = LiteDbStore.Open(here, Owner);
        Assert.Equal([Facts.Id(2), Facts.Id(4)], again.Load().Messages.Select(message => message.Id));
        using var old = LiteDbStore.Open(away, Owner);
        Assert.Equal([Facts.Id(1)], old.Load().Messages.Select(message => message.Id));
    }

    [Theory]
    [InlineData("store.db")]
    [InlineData("store.log")]
    public void Files_of_two_times_are_refused_even_though_each_is_sound(string older)
    {
        for (var i = 1; i <= 3; i++)
        {
            using var store = LiteDbStore.Open(_folder.Path, Owner);
            store.Load();
            store.Commit([new MessageEnqueued(Facts.Message(i))]);
            if (i == 2)
                File.Copy(_folder.File(older), _folder.File("older"));
        }
        File.Move(_folder.File("older"), _folder.File(older), overwrite: true);
        var refused = Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.Path, Owner));
        Assert.Equal(StoreProblem.Damaged, refused.Problem);
        Assert.Contains("do not belong together", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dark doctor --rebuild", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_two_stores_are_refused()
    {
        foreach (var name in new[] { "one", "two" })
        {
            using var store = LiteDbStore.Open(_folder.File(name), Owner);
            store.Load();
            store.Commit([new MessageEnqueued(Facts.Message(1))]);
        }
        File.Move(_folder.File("one/store.log"), _folder.File("two/store.log"), overwrite: true);
        Assert.Equal(StoreProblem.Damaged, Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.File("two"), Owner)).Problem);
    }

    [Theory]
    [InlineData("store.db")]
    [InlineData("store.log")]
    [InlineData("store.lock")]
    [InlineData("store.db.new")]
    [InlineData("store.log.new")]
    [InlineData("control.json.new")]
    [InlineData("control.token")]
    [InlineData("rebuilt")]
    public void A_link_under_a_name_of_a_store_is_refused_and_what_it_leads_to_is_left_alone(string name)
    {
        var (store, precious) = (_folder.File("store"), _folder.File("precious"));
        Directory.CreateDirectory(store);
        File.WriteAllText(precious, "precious");
        File.CreateSymbolicLink(Path.Combine(store, name), precious);
        var refused = Assert.Throws<StoreException>(() => LiteDbStore.Open(store, Owner));
        Assert.StartsWith(Path.Combine(store, name) + " is a symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(precious));
        Assert.Equal([name], Directory.GetFileSystemEntries(store).Select(Path.GetFileName));
    }

    [Fact]
    public void A_link_in_place_of_the_folder_is_refused()
    {
        Directory.CreateDirectory(_folder.File("real"));
        File.CreateSymbolicLink(_folder.File("link"), _folder.File("real"));
        var refused = Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.File("link"), Owner));
        Assert.Contains("is a symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("real")));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused_and_kept()
    {
        File.WriteAllText(_folder.File("store"), "a file");
        var refused = Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.File("store"), Owner));
        Assert.StartsWith($"{_folder.File("store")} is not a folder", refused.Message, StringComparison.Ordinal);
        Assert.Equal("a file", File.ReadAllText(_folder.File("store")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("store.db")]
    [InlineData("store.lock")]
    public void What_belongs_to_another_user_is_refused(string name)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a file to another user");
        LiteDbStore.Open(_folder.File("store"), Owner).Dispose();
        var path = Path.Combine(_folder.File("store"), name).TrimEnd('/');
        using (var chown = System.Diagnostics.Process.Start("chown", ["12345", path]))
            chown.WaitForExit();
        var refused = Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.File("store"), Owner));
        Assert.StartsWith(path + " belongs to the user with the number 12345", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [SuppressMessage("Interoperability", "CA1416", Justification = "The tests run on Linux.")]
    public void Files_that_others_could_read_are_closed_to_them_when_the_store_is_opened()
    {
        LiteDbStore.Open(_folder.Path, Owner).Dispose();
        string[] paths = [_folder.File("store.db"), _folder.File("store.log"), _folder.File("store.lock")];
        foreach (var path in paths)
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        LiteDbStore.Open(_folder.Path, Owner).Dispose();
        Assert.All(paths, path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
    }

    [Fact]
    [SuppressMessage("Interoperability", "CA1416", Justification = "The tests run on Linux.")]
    public void A_folder_by_which_others_could_replace_the_store_is_found()
    {
        var (outer, store) = (_folder.File("outer"), _folder.File("outer/inner/store"));
        LiteDbStore.Open(store, Owner).Dispose();
        Assert.Null(LiteDbStore.FindOpenFolder(store));
        var mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(outer, mine | UnixFileMode.OtherWrite);
        Assert.Equal(outer, LiteDbStore.FindOpenFolder(store));
        File.SetUnixFileMode(store, mine | UnixFileMode.GroupWrite);
        Assert.Equal(store, LiteDbStore.FindOpenFolder(store));
    }

    protected override void CleanUp() => _folder.Dispose();
}

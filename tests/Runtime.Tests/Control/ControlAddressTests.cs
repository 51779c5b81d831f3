using System.Net.Sockets;
using System.Text;
using DarkLang.Runtime.Control;

namespace DarkLang.Runtime.Tests.Control;

public sealed class ControlAddressTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dark-address-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_socket_is_in_the_folder_of_the_store() =>
        Assert.Equal(Path.Combine(_folder, "control.sock"), ControlAddress.For(_folder, 1).Socket);

    [Fact]
    public void A_long_folder_has_a_short_socket_of_its_own()
    {
        var one = ControlAddress.For(Path.Combine(_folder, new string('ä', 60)), 1).Socket;
        var other = ControlAddress.For(Path.Combine(_folder, new string('ö', 60)), 1).Socket;
        Assert.True(Encoding.UTF8.GetByteCount(one) <= 100);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task A_runtime_in_a_long_folder_is_found()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, new string('x', 120))).FullName;
        await using var server = await ControlServer.Start(new FakeControlClient(), folder, CancellationToken.None);
        await using var client = await HttpControlClient.TryConnect(folder, CancellationToken.None);
        Assert.Equal("a.dark", (await client!.Ask(Operations.Status, CancellationToken.None)).Canvas);
    }

    [Fact]
    public async Task A_socket_left_by_a_dead_process_is_not_a_runtime_and_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "bound.sock")));
            File.Move(Path.Combine(_folder, "bound.sock"), Path.Combine(_folder, "control.sock"));
        }
        ControlAddress.For(_folder, 1).Write(_folder);
        Assert.Null(await HttpControlClient.TryConnect(_folder, CancellationToken.None));
        await using var server = await ControlServer.Start(new FakeControlClient(), _folder, CancellationToken.None);
        await using var client = await HttpControlClient.TryConnect(_folder, CancellationToken.None);
        Assert.NotNull(client);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task An_address_that_cannot_be_read_is_not_a_runtime(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "control.json"), text, CancellationToken.None);
        Assert.Null(await HttpControlClient.TryConnect(_folder, CancellationToken.None));
    }

    [Fact]
    public async Task A_runtime_whose_address_does_not_fit_on_the_disk_starts_and_is_found()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "control.json.new", "in the way"));
        await using var server = await ControlServer.Start(new FakeControlClient(), _folder, CancellationToken.None);
        await using var client = await HttpControlClient.TryConnect(_folder, CancellationToken.None);
        Assert.Equal("a.dark", (await client!.Ask(Operations.Status, CancellationToken.None)).Canvas);
        Assert.Equal(["control.sock"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_process_that_ends_leaves_the_address_of_the_one_that_took_its_place()
    {
        var old = await ControlServer.Start(new FakeControlClient(), _folder, CancellationToken.None);
        await using var next = await ControlServer.Start(new FakeControlClient(), _folder, CancellationToken.None);
        await old.DisposeAsync();
        Assert.Equal(["control.json", "control.sock"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
        await using var client = await HttpControlClient.TryConnect(_folder, CancellationToken.None);
        Assert.Equal("a.dark", (await client!.Ask(Operations.Status, CancellationToken.None)).Canvas);
    }

    [Theory]
    [InlineData("control.json")]
    [InlineData("control.sock")]
    public async Task An_address_or_a_socket_of_another_user_is_not_believed(string name)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a file to another user");
        await using var server = await ControlServer.Start(new FakeControlClient(), _folder, CancellationToken.None);
        if (name == "control.json")
        {
            // Then the socket is looked for in its usual place only.
            await File.WriteAllTextAsync(
                Path.Combine(_folder, name), """{ "socket": "/nowhere/else.sock", "processId": 1 }""", CancellationToken.None);
        }
        using (var chown = System.Diagnostics.Process.Start("chown", ["12345", Path.Combine(_folder, name)]))
            await chown.WaitForExitAsync(CancellationToken.None);
        await using var client = await HttpControlClient.TryConnect(_folder, CancellationToken.None);
        Assert.Equal(name == "control.json", client is not null);
    }

    [Fact]
    public async Task An_address_that_is_a_link_is_not_believed()
    {
        var other = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        await using var server = await ControlServer.Start(new FakeControlClient(), other, CancellationToken.None);
        File.CreateSymbolicLink(Path.Combine(_folder, "control.json"), Path.Combine(other, "control.json"));
        File.CreateSymbolicLink(Path.Combine(_folder, "control.sock"), Path.Combine(other, "control.sock"));
        Assert.Null(await HttpControlClient.TryConnect(_folder, CancellationToken.None));
    }

    [Fact]
    public async Task A_missing_folder_is_not_a_runtime() =>
        Assert.Null(await HttpControlClient.TryConnect(Path.Combine(_folder, "none"), CancellationToken.None));

    [Fact]
    public async Task A_stopped_runtime_leaves_nothing_behind()
    {
        await (await ControlServer.Start(new FakeControlClient(), _folder, CancellationToken.None)).DisposeAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }
}

using System.Net;
using System.Net.Sockets;

namespace DarkLang.Cli.Tests.Running;

public sealed class ConnectionFloodTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task More_idle_connections_than_the_process_may_open_files_do_not_end_it()
    {
        _folder.Write("a.dark", "worker w\n  event\n");
        var port = FreePort();
        await using var canvas = await RunningCanvas.StartWithFewFiles(400, _folder.Path, "a.dark", "--port", $"{port}");
        var idle = new List<Socket>();
        for (var i = 0; i < 800; i++)
            idle.Add(await Connect(port));
        Assert.Equal(0, (await Dark.Run(_folder.Path, "emit", "w", "1", "--wait")).ExitCode);
        idle.ForEach(socket => socket.Dispose());
        await canvas.Signal("TERM");
        Assert.Equal(0, await canvas.ExitCode());
    }

    private static async Task<Socket> Connect(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>A connection that counts at a gate until its socket is closed. Requests find it among their features.</summary>
internal sealed class LimitedConnection : ConnectionContext
{
    private readonly ConnectionContext _inner;
    private readonly ConnectionGate _gate;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Timer? _end;
    private int _isAuthenticated;

    public LimitedConnection(ConnectionContext inner, ConnectionGate gate)
    {
        (_inner, _gate) = (inner, gate);
        Features.Set(this);
    }

    public override string ConnectionId { get => _inner.ConnectionId; set => _inner.ConnectionId = value; }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items { get => _inner.Items; set => _inner.Items = value; }

    public override IDuplexPipe Transport { get => _inner.Transport; set => _inner.Transport = value; }

    public override CancellationToken ConnectionClosed { get => _inner.ConnectionClosed; set => _inner.ConnectionClosed = value; }

    public override EndPoint? LocalEndPoint { get => _inner.LocalEndPoint; set => _inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => _inner.RemoteEndPoint; set => _inner.RemoteEndPoint = value; }

    public Task Closed => _closed.Task;

    /// <summary>Closes the connection after that time, unless it is authenticated by then.</summary>
    public void EndAfter(TimeSpan time) => _end = new Timer(_ => Abort(), null, time, Timeout.InfiniteTimeSpan);

    public void Authenticate()
    {
        if (Interlocked.Exchange(ref _isAuthenticated, 1) == 1)
            return;
        _end?.Dispose();
        _gate.Authenticated(this);
    }

    public override void Abort() => _inner.Abort();

    public override void Abort(ConnectionAbortedException abortReason) => _inner.Abort(abortReason);

    public override async ValueTask DisposeAsync()
    {
        if (_end is { } end)
            await end.DisposeAsync();
        try
        {
            await _inner.DisposeAsync();
        }
        finally
        {
            _gate.Leave(this);
            _closed.SetResult();
            await base.DisposeAsync();
        }
    }
}

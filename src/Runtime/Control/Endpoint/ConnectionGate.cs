namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>Counts the connections on one address, and closes those beyond its limits.</summary>
/// <param name="most">All that may be open.</param>
/// <param name="mostUnauthenticated">Those without a token that may be open; null if a token is not required.</param>
internal sealed class ConnectionGate(int most, int? mostUnauthenticated, TimeSpan untilAuthenticated)
{
    private readonly Lock _lock = new();

    // Oldest first.
    private readonly LinkedList<LimitedConnection> _unauthenticated = [];

    private int _open;

    /// <summary>Counts a new connection. Returns false if it has to be closed.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_open >= most)
                return false;
            _open++;
            return true;
        }
    }

    /// <summary>
    /// Closes a counted connection that does not show a token in time, or that is the oldest of too many. Completes when it is closed, so
    /// that a flood doesn't fill the places of clients that have the token.
    /// </summary>
    public Task Watch(LimitedConnection connection)
    {
        if (mostUnauthenticated is not { } limit)
            return Task.CompletedTask;
        LimitedConnection? oldest = null;
        lock (_lock)
        {
            // A client with the token shows it at once, so the oldest is the least likely one to have it.
            if (_unauthenticated.Count >= limit)
            {
                oldest = _unauthenticated.First!.Value;
                _unauthenticated.RemoveFirst();
            }
            _unauthenticated.AddLast(connection);
        }
        connection.EndAfter(untilAuthenticated);
        oldest?.Abort();
        return oldest?.Closed ?? Task.CompletedTask;
    }

    /// <summary>The connection has shown the token.</summary>
    public void Authenticated(LimitedConnection connection)
    {
        lock (_lock)
            _unauthenticated.Remove(connection);
    }

    public void Leave(LimitedConnection connection)
    {
        lock (_lock)
        {
            _open--;
            _unauthenticated.Remove(connection);
        }
    }
}

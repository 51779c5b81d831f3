namespace DarkLang.Runtime.Control;

/// <summary>What performs each operation.</summary>
public sealed class OperationTable
{
    private readonly Dictionary<Operation, Delegate> _performers = [];

    public IReadOnlyCollection<Operation> Operations => _performers.Keys;

    public void Add<TRequest, TReply>(Operation<TRequest, TReply> operation, Func<TRequest, CancellationToken, Task<TReply>> perform) =>
        _performers.Add(operation, perform);

    public void Add<TRequest, TReply>(Operation<TRequest, TReply> operation, Func<TRequest, TReply> read) =>
        Add(operation, (request, _) => Task.FromResult(read(request)));

    public Task<TReply> Perform<TRequest, TReply>(Operation<TRequest, TReply> operation, TRequest request, CancellationToken cancellation)
    {
        operation.Check(request);
        return ((Func<TRequest, CancellationToken, Task<TReply>>)_performers[operation])(request, cancellation);
    }
}

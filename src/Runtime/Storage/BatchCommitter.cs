namespace DarkLang.Runtime.Storage;

/// <summary>
/// Stores a batch of units: as a whole, or in parts where the disk has no room for all of it. Finished work that does not fit is deferred
/// and retried with a later batch; units about the same subjects wait behind it. What a client can try again is refused. Used by the
/// writer; other threads only ask about the deferred units.
/// </summary>
/// <param name="callbackGate">Held while the callbacks of a batch run: taken once for all of them.</param>
/// <param name="onBatch">Runs after the callbacks of each batch.</param>
/// <param name="onTrouble">Called when the store stops taking changes, and with null when it takes them again.</param>
/// <param name="onFault">Called when a callback throws, which is a bug of ours; null: the exception is thrown.</param>
internal sealed class BatchCommitter(
    IStore store, PendingUnits pending, object callbackGate, Action onBatch, Action<StoreException?> onTrouble, Action<Exception>? onFault)
{
    /// <summary>After this many refused parts of a batch the rest is deferred: each takes some milliseconds.</summary>
    private const int MaxRefusals = 32;

    private readonly Lock _gate = new();
    private readonly DeferredUnits _deferred = new();
    private StoreException? _lastProblem;
    private string? _trouble;

    /// <summary>Set before the first commit.</summary>
    public IReplacements? Replacements { get; set; }

    public bool HasDeferred => _deferred.Count > 0;

    /// <summary>The store takes nothing, not even what frees space. Then nothing may be stored before the deferred units.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Moves the deferred units to the batch.</summary>
    public void TakeDeferred(List<CommitUnit> batch)
    {
        lock (_gate)
            _deferred.Take(batch);
    }

    /// <inheritdoc cref="DeferredUnits.Abandon"/>
    public CommitUnit? Abandon(Message message)
    {
        lock (_gate)
        {
            var unit = _deferred.Abandon(message);
            if (unit is not null)
                pending.Remove(unit);
            return unit;
        }
    }

    public void Commit(List<CommitUnit> batch)
    {
        var free = SplitByDependency(batch, out var blocked);
        if (TryStore(free, out var problem))
        {
            Finish(free, endsBatch: blocked.Count == 0);
            if (blocked.Count == 0)
                return;
        }
        else
        {
            StoreByUrgency(free, problem!);
        }
        Defer(blocked, _lastProblem!);
        lock (callbackGate)
            EndBatch();
    }

    /// <summary>Reports whether the store is where the next start looks for it, while nothing is to be stored.</summary>
    public void Check()
    {
        try
        {
            store.EnsureInPlace();
            if (IsStopped && !HasDeferred)
                ReportRecovery();
        }
        catch (StoreException problem)
        {
            IsStopped = true;
            ReportTrouble(problem);
        }
    }

    /// <summary>Returns the units that may be stored now. Deferred units block the others, or blocked units of this list do.</summary>
    private List<CommitUnit> SplitByDependency(List<CommitUnit> units, out List<CommitUnit> blocked)
    {
        blocked = [];
        lock (_gate)
        {
            if (_deferred.Count == 0)
                return units;
            var (free, blocking) = (new List<CommitUnit>(), new DeferredUnits());
            foreach (var unit in units)
            {
                var isFree = !_deferred.Blocks(unit) && !blocking.Blocks(unit);
                (isFree ? free : blocked).Add(unit);
                if (!isFree && unit.MustBeDeferred)
                    blocking.Add(unit);
            }
            return free;
        }
    }

    // The store refused the units as a whole. Those that may use the reserve go before those that a client can try again.
    private void StoreByUrgency(List<CommitUnit> units, StoreException problem)
    {
        var urgent = units.FindAll(unit => unit.MayUseReserve);
        if (urgent.Count < units.Count && urgent.Count > 0 && TryStore(urgent, out _))
            Finish(urgent);
        else if (problem.Problem == StoreProblem.Full)
            StoreBySize(urgent, problem);
        else
            Stop(urgent, problem);
        Leave(units.FindAll(unit => !unit.MayUseReserve), problem);
    }

    // What adds no data goes first, since it may free space; what adds data may be too large.
    private void StoreBySize(List<CommitUnit> units, StoreException problem)
    {
        var (small, large, blocking) = (new List<CommitUnit>(), new List<CommitUnit>(), new DeferredUnits());
        foreach (var unit in units)
        {
            var isSmall = !unit.AddsData && !blocking.Blocks(unit);
            (isSmall ? small : large).Add(unit);
            if (!isSmall)
                blocking.Add(unit);
        }
        if (small.Count > 0 && (large.Count == 0 || !TryStore(small, out _)))
        {
            Stop(units, problem);
            return;
        }
        Finish(small);
        var refusals = MaxRefusals;
        StoreInHalves(large, isRefused: small.Count == 0, problem, ref refusals);
    }

    /// <param name="isRefused">The store has refused these units as a whole.</param>
    /// <param name="refusals">How many more refusals are allowed.</param>
    private void StoreInHalves(List<CommitUnit> units, bool isRefused, StoreException problem, ref int refusals)
    {
        var free = SplitByDependency(units, out var blocked);
        if (free.Count > 0 && !(isRefused && blocked.Count == 0) && refusals > 0 && TryStore(free, out _))
        {
            Finish(free);
        }
        else if (free.Count <= 1 || refusals == 0)
        {
            Defer(free, problem);
        }
        else
        {
            refusals--;
            StoreInHalves(free[..(free.Count / 2)], isRefused: false, problem, ref refusals);
            StoreInHalves(free[(free.Count / 2)..], isRefused: false, problem, ref refusals);
        }
        Defer(blocked, problem);
    }

    private bool TryStore(List<CommitUnit> units, out StoreException? problem)
    {
        problem = null;
        if (units.Count == 0)
            return true;
        var changes = new List<Change>(units.Count * 2);
        var (mayUseReserve, mayReplace) = (true, false);
        foreach (var unit in units)
        {
            for (var i = 0; i < unit.Changes.Count; i++)
                changes.Add(unit.Changes[i]);
            mayUseReserve &= unit.MayUseReserve;
            mayReplace |= unit.MayReplace;
        }
        try
        {
            if (mayReplace)
                DecideReplacements(units, changes);
            store.Commit(changes, mayUseReserve);
        }
        catch (Exception e)
        {
            if (mayReplace)
                EndReplacements(static (replacements, _) => replacements.Undo());
            // Any other exception is a bug of ours, but the messages are the users': they stay on their queues.
            problem = e as StoreException ?? new StoreException(StoreProblem.Io, $"the store failed unexpectedly: {e.Message}", e);
            return false;
        }
        if (mayReplace)
            EndReplacements(static (replacements, _) => replacements.Apply());
        return true;
    }

    private void DecideReplacements(List<CommitUnit> units, List<Change> changes)
    {
        lock (callbackGate)
            Replacements?.Decide(units, changes);
    }

    private void EndReplacements(Action<IReplacements, StoreException?> end)
    {
        lock (callbackGate)
        {
            if (Replacements is { } replacements)
                Call(end, replacements, null);
        }
    }

    private void Finish(List<CommitUnit> units, bool endsBatch = false)
    {
        if (units.Count > 0)
            ReportRecovery();
        Leave(units, null, endsBatch);
    }

    private void ReportRecovery()
    {
        IsStopped = false;
        ReportTrouble(null);
    }

    /// <summary>The units are stored, or refused because of the problem.</summary>
    private void Leave(List<CommitUnit> units, StoreException? problem, bool endsBatch = false)
    {
        lock (callbackGate)
        {
            foreach (var unit in units)
            {
                pending.Remove(unit);
                Call(static (unit, problem) => unit.End(problem), unit, problem);
            }
            if (endsBatch)
                EndBatch();
        }
    }

    private void Stop(List<CommitUnit> units, StoreException problem)
    {
        if (units.Exists(unit => unit.MustBeDeferred))
        {
            IsStopped = true;
            ReportTrouble(problem);
        }
        Defer(units, problem);
    }

    /// <summary>Defers finished work and refuses the rest.</summary>
    private void Defer(List<CommitUnit> units, StoreException problem)
    {
        if (units.Count == 0)
            return;
        _lastProblem = problem;
        var finished = units.FindAll(unit => unit.MustBeDeferred);
        finished.ForEach(unit => unit.WasDeferred = true);
        lock (_gate)
            finished.ForEach(_deferred.Add);
        lock (callbackGate)
            finished.ForEach(unit => Call(static (unit, problem) => unit.Deferred(problem!), unit, problem));
        Leave(units.FindAll(unit => !unit.MustBeDeferred), problem);
    }

    private void EndBatch() => Call(static (end, _) => end(), onBatch, null);

    private void ReportTrouble(StoreException? problem)
    {
        if (problem?.Message == _trouble)
            return;
        _trouble = problem?.Message;
        Call(static (report, problem) => report(problem), onTrouble, problem);
    }

    // A bug in a callback costs what that callback does, and not the writer.
    private void Call<T>(Action<T, StoreException?> callback, T target, StoreException? problem)
    {
        try
        {
            callback(target, problem);
        }
        catch (Exception fault) when (onFault is not null)
        {
            onFault(fault);
        }
    }
}

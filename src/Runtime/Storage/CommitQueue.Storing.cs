namespace DarkLang.Runtime.Storage;

/// <summary>What becomes of a batch: stored, in parts where the disk has no room for all of it, kept, or refused.</summary>
internal sealed partial class CommitQueue
{
    private void Commit(List<CommitUnit> batch)
    {
        var free = SplitByDependency(batch, out var behind);
        if (TryStore(free, out var problem))
        {
            Finish(free, endsBatch: behind.Count == 0);
            if (behind.Count == 0)
                return;
        }
        else
        {
            StoreSeparately(free, problem!);
        }
        Defer(behind, _lastProblem!);
        lock (_callbackGate)
            EndBatch();
    }

    /// <summary>What can be stored now; and what must not be stored before the work that waits for room, nor before others of these that must not.</summary>
    private List<CommitUnit> SplitByDependency(List<CommitUnit> units, out List<CommitUnit> behind)
    {
        behind = [];
        lock (_gate)
        {
            if (_deferred.Count == 0)
                return units;
            var (free, ahead) = (new List<CommitUnit>(), new DeferredUnits());
            foreach (var unit in units)
            {
                var isFree = !_deferred.Blocks(unit) && !ahead.Blocks(unit);
                (isFree ? free : behind).Add(unit);
                if (!isFree && unit.MustBeDeferred)
                    ahead.Add(unit);
            }
            return free;
        }
    }

    // The store refused them as a whole. Work that is done comes before what somebody can try again, and what brings nothing new before what may be too much: it may even
    // give room back.
    private void StoreSeparately(List<CommitUnit> units, StoreException problem)
    {
        var urgent = units.Where(unit => unit.MayUseReserve).ToList();
        if (urgent.Count < units.Count && urgent.Count > 0 && TryStore(urgent, out _))
            Finish(urgent);
        else if (problem.Problem == StoreProblem.Full)
            StoreUrgent(urgent, problem);
        else
            Stop(urgent, problem);
        Refuse([.. units.Where(unit => !unit.MayUseReserve)], problem);
    }

    private void StoreUrgent(List<CommitUnit> urgent, StoreException problem)
    {
        var (slight, rest, ahead) = (new List<CommitUnit>(), new List<CommitUnit>(), new DeferredUnits());
        foreach (var unit in urgent)
        {
            var isSlight = !unit.BringsNew && !ahead.Blocks(unit);
            (isSlight ? slight : rest).Add(unit);
            if (!isSlight)
                ahead.Add(unit);
        }
        if (slight.Count > 0 && (rest.Count == 0 || !TryStore(slight, out _)))
        {
            Stop(urgent, problem);
            return;
        }
        Finish(slight);
        var failures = MaxFailures;
        StoreInParts(rest, haveFailed: slight.Count == 0, problem, ref failures);
    }

    /// <param name="haveFailed">As a whole.</param>
    /// <param name="failures">So many more may fail; each costs time.</param>
    private void StoreInParts(List<CommitUnit> units, bool haveFailed, StoreException problem, ref int failures)
    {
        var free = SplitByDependency(units, out var behind);
        if (free.Count > 0 && !(haveFailed && behind.Count == 0) && failures > 0 && TryStore(free, out var next))
        {
            Finish(free);
        }
        else if (free.Count <= 1 || failures == 0)
        {
            Defer(free, problem);
        }
        else
        {
            failures--;
            StoreInParts(free[..(free.Count / 2)], haveFailed: false, problem, ref failures);
            StoreInParts(free[(free.Count / 2)..], haveFailed: false, problem, ref failures);
        }
        Defer(behind, problem);
    }

    private bool TryStore(List<CommitUnit> units, out StoreException? problem)
    {
        problem = null;
        if (units.Count == 0)
            return true;
        var changes = new List<Change>(units.Count * 2);
        var mayUseReserve = true;
        foreach (var unit in units)
        {
            for (var i = 0; i < unit.Changes.Count; i++)
                changes.Add(unit.Changes[i]);
            mayUseReserve &= unit.MayUseReserve;
        }
        try
        {
            _store.Commit(changes, mayUseReserve);
            return true;
        }
        catch (StoreException e)
        {
            problem = e;
            return false;
        }
        catch (Exception e)
        {
            // Our own fault, but the messages are the users': they stay on their queues, and the loop lives.
            problem = new StoreException(StoreProblem.Io, $"the store failed unexpectedly: {e.Message}", e);
            return false;
        }
    }

    private void Finish(List<CommitUnit> units, bool endsBatch = false)
    {
        if (units.Count > 0)
        {
            _isStopped = false;
            Notify(null);
        }
        lock (_callbackGate)
        {
            foreach (var unit in units)
            {
                Pending.Remove(unit);
                unit.End(refusal: null);
            }
            if (endsBatch)
                EndBatch();
        }
    }

    private void Refuse(List<CommitUnit> units, StoreException problem)
    {
        lock (_callbackGate)
        {
            foreach (var unit in units)
            {
                Pending.Remove(unit);
                unit.End(problem);
            }
        }
    }

    private void EndBatch()
    {
        lock (_gate)
            _storing = false;
        _onBatch();
    }

    private void Notify(StoreException? problem)
    {
        if (problem?.Message == _trouble)
            return;
        _trouble = problem?.Message;
        _onTrouble(problem);
    }

    // The store takes nothing, not even what gives room back.
    private void Stop(List<CommitUnit> units, StoreException problem)
    {
        if (units.Exists(unit => unit.MustBeDeferred))
        {
            _isStopped = true;
            Notify(problem);
        }
        Defer(units, problem);
    }

    /// <summary>Work that is done waits for room; the others are refused.</summary>
    private void Defer(List<CommitUnit> units, StoreException problem)
    {
        if (units.Count == 0)
            return;
        _lastProblem = problem;
        var done = units.Where(unit => unit.MustBeDeferred).ToList();
        lock (_gate)
        {
            done.ForEach(_deferred.Add);
            if (done.Count > 0 && !_retries)
                _ = RetryLater();
        }
        lock (_callbackGate)
            done.ForEach(unit => unit.Deferred(problem));
        Refuse([.. units.Where(unit => !unit.MustBeDeferred)], problem);
    }
}

using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>The queue changes of all live commits. <see cref="Committed"/> or <see cref="Failed"/> follows each write.</summary>
internal sealed class Journal(StoreState state, JournalSlots slots, JournalPages pages, StoreLimits limits, string path)
{
    private const int None = -1;

    private readonly BatchEncoding _encoding = new(state);
    private readonly List<(BsonDocument Document, byte[] Bytes)> _spare = [];
    private RelocationPlan _plan = RelocationPlan.Nothing;
    private int[] _taken = [];
    private int _formerEnd;
    private int _newDocuments;
    private int _lastBytes;

    /// <summary>The slot of the newest batch, while more can be appended to it.</summary>
    private int _openSlot = None;
    private bool _appends;

    public JournalSlots Slots => slots;

    public Compaction Compaction { get; } = new(state, slots, limits);

    public BatchReader Reader { get; } = new(state, slots, pages, path);

    /// <summary>The number of the next commit.</summary>
    public long Next { get; set; } = 1;

    /// <summary>
    /// Writes the batch as direct pages over documents of released batches: LiteDB would take a hundred times as long. What does not fit
    /// there waits for <see cref="InsertNewDocuments"/>. Returns the new low-water mark when old batches are released too, or else zero.
    /// </summary>
    public long Write(IReadOnlyList<Change> changes, RelocationPlan plan)
    {
        (_formerEnd, _newDocuments) = (slots.End, 0);
        _plan = plan;
        if (TryAppend(changes))
            return 0;
        var bytes = _encoding.Encode(Next, _plan, Reader.ReadEvents(_plan.Messages), changes);
        _lastBytes = bytes.Length;
        _taken = slots.Take(JournalPart.CountFor(bytes.Length));
        for (var number = 0; number < _taken.Length; number++)
        {
            var slot = _taken[number];
            JournalPart.Write(slot < _formerEnd ? pages.Write(slot) : NewDocument(slot), Next, number, _taken.Length, bytes);
        }
        return _plan.Low;
    }

    /// <inheritdoc cref="Compaction.Plan"/>
    public RelocationPlan Plan(bool mayRelocate) => Compaction.Plan(Next, _lastBytes, Reader.Read, mayRelocate);

    public bool ReleasesBatches => _plan.Low > 0;

    public bool HasNewDocuments => _newDocuments > 0;

    // LiteDB copies a document into its pages before it returns, so the documents can be reused.
    public void InsertNewDocuments(LiteEngine engine)
    {
        if (HasNewDocuments)
            engine.Insert(Documents.Journal, _spare.Take(_newDocuments).Select(s => s.Document), BsonAutoId.Int32);
    }

    public void Committed(IReadOnlyList<Change> changes)
    {
        if (_appends)
        {
            for (var i = 0; i < changes.Count; i++)
                state.Apply(changes[i]);
            _appends = false;
            return;
        }
        // The totals were stored without the changes of this commit, which mark their chunks as changed again.
        if (_plan.Low > 0)
            state.Totals.AllChunksStored();
        state.Begin(Next);
        foreach (var (message, origin) in _plan.Messages)
            Relocate(message, origin);
        foreach (var key in _plan.Keys)
            state.SetOnceKey(key);
        for (var i = 0; i < changes.Count; i++)
            state.Apply(changes[i]);
        slots.Assign(Next, _taken);
        Next++;
        _openSlot = _taken.Length == 1 && _plan.Messages.Count + _plan.Keys.Count == 0
            && !changes.Any(change => change is MessageEnqueued) ? _taken[0] : None;
        if (_openSlot != None)
            _encoding.KeepOpen();
        if (_plan.Low > 0)
            Compaction.Released(_plan.Low);
        Reset();
    }

    public void Failed()
    {
        if (_appends)
            _encoding.UndoAppend();
        _appends = false;
        if (_taken.Length > 0)
            slots.Return(_taken, _formerEnd);
        Reset();
    }

    // Most settlements are a few bytes, so the batches of several commits share a page.
    private bool TryAppend(IReadOnlyList<Change> changes)
    {
        if (_openSlot == None || _plan != RelocationPlan.Nothing || Compaction.IsReleasable(Next - 1)
            || !changes.All(change => change is MessageSettled or MessageUpdated))
            return false;
        var bytes = _encoding.Append(Next - 1, changes, JournalPart.Capacity);
        _appends = bytes.Length > 0;
        if (_appends)
            JournalPart.Write(pages.Write(_openSlot), Next - 1, 0, 1, bytes);
        return _appends;
    }

    private void Relocate(Message message, long origin)
    {
        var spilled = state.GroupOf(message.Position);
        state.Relocate(message, origin, null, state.OwnsOnceKey(message));
        if (spilled is null)
            return;
        if (spilled.Share is { } share)
            message.Join(share);
        state.Spill([message]);
    }

    private void Reset()
    {
        (_plan, _taken) = (RelocationPlan.Nothing, []);
        if (_spare.Count > 256)
            _spare.RemoveRange(256, _spare.Count - 256);
    }

    private byte[] NewDocument(int slot)
    {
        if (_newDocuments == _spare.Count)
        {
            var bytes = new byte[JournalPart.Bytes];
            _spare.Add((new BsonDocument { ["_id"] = 0, ["b"] = bytes }, bytes));
        }
        _spare[_newDocuments].Document["_id"] = slot;
        return _spare[_newDocuments++].Bytes;
    }
}

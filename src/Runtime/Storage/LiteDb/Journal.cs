using DarkLang.Runtime.Model;
using LiteDB;
using LiteDB.Engine;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>The queue changes of every commit that still counts. Write, then tell how it ended: <see cref="Committed"/> or <see cref="Failed"/>.</summary>
internal sealed class Journal
{
    private const int None = -1;

    private readonly StoreState _contents;
    private readonly BatchEncoding _encoding;
    private readonly JournalPages _pages;
    private readonly List<(BsonDocument Document, byte[] Bytes)> _spare = [];
    private RelocationPlan _plan = RelocationPlan.Nothing;
    private int[] _taken = [];
    private int _formerEnd;
    private int _newDocuments;
    private int _lastBytes;

    /// <summary>Where the newest batch lies, when more can be written behind what it has.</summary>
    private int _openSlot = None;
    private bool _appends;

    public Journal(StoreState contents, JournalPages pages, StoreLimits limits, string path)
    {
        (_contents, _pages) = (contents, pages);
        _encoding = new BatchEncoding(contents);
        Compaction = new Compaction(contents, Slots, limits);
        Reader = new BatchReader(contents, Slots, pages, path);
    }

    public JournalSlots Slots { get; } = new();

    public Compaction Compaction { get; }

    public BatchReader Reader { get; }

    /// <summary>The number of the next commit.</summary>
    public long Next { get; set; } = 1;

    /// <summary>
    /// Writes the batch over documents whose batches no longer count, past LiteDB, which takes a hundred times as long for it. What there are no such documents
    /// for waits for <see cref="WriteNew"/>. Returns the new low-water mark when old batches go with it, or zero.
    /// </summary>
    public long Write(IReadOnlyList<Change> changes, RelocationPlan plan)
    {
        (_formerEnd, _newDocuments) = (Slots.End, 0);
        _plan = plan;
        if (TryAppend(changes))
            return 0;
        var bytes = _encoding.Encode(Next, _plan, Reader.ReadEvents(_plan.Messages), changes);
        _lastBytes = bytes.Length;
        _taken = Slots.Take(JournalPart.CountFor(bytes.Length));
        for (var number = 0; number < _taken.Length; number++)
        {
            var content = bytes[(number * JournalPart.Capacity)..Math.Min(bytes.Length, (number + 1) * JournalPart.Capacity)];
            var slot = _taken[number];
            JournalPart.Write(slot < _formerEnd ? _pages.Write(slot) : NewDocument(slot), Next, number, _taken.Length, content);
        }

        return _plan.Low;
    }

    /// <summary>What the next commit may do besides its changes.</summary>
    /// <param name="carries">False where there is no room for it.</param>
    public RelocationPlan Plan(bool carries) => Compaction.Plan(Next, _lastBytes, Reader.Read, carries);

    public bool LetsGo => _plan.Low > 0;

    public bool HasNew => _newDocuments > 0;

    // LiteDB copies a document into its pages before it returns, so that the documents can be used again.
    public void WriteNew(LiteEngine engine)
    {
        if (HasNew)
            engine.Insert(Documents.Journal, _spare.Take(_newDocuments).Select(s => s.Document), BsonAutoId.Int32);
    }

    public void Committed(IReadOnlyList<Change> changes)
    {
        if (_appends)
        {
            for (var i = 0; i < changes.Count; i++)
                _contents.Apply(changes[i]);
            _appends = false;
            return;
        }

        // The sheets were stored without this commit's own changes: those mark them as changed again.
        if (_plan.Low > 0)
            _contents.Totals.AllSheetsStored();
        _contents.Begin(Next);
        foreach (var (message, origin) in _plan.Messages)
            Relocate(message, origin);
        foreach (var key in _plan.Keys)
            _contents.SetOnceKey(key);
        for (var i = 0; i < changes.Count; i++)
            _contents.Apply(changes[i]);
        Slots.Hold(Next, _taken);
        Next++;
        _openSlot = _taken.Length == 1 && _plan.Messages.Count + _plan.Keys.Count == 0
            && !changes.Any(change => change is MessageEnqueued) ? _taken[0] : None;
        if (_openSlot != None)
            _encoding.KeepOpen();
        if (_plan.Low > 0)
            Compaction.WentTo(_plan.Low);
        Forget();
    }

    public void Failed()
    {
        if (_appends)
            _encoding.TakeBack();
        _appends = false;
        if (_taken.Length > 0)
            Slots.Return(_taken, _formerEnd);
        Forget();
    }

    // A batch of settlings alone fills its page by and by: most are a few bytes.
    private bool TryAppend(IReadOnlyList<Change> changes)
    {
        if (_openSlot == None || _plan != RelocationPlan.Nothing || Compaction.IsOver(Next - 1)
            || !changes.All(change => change is MessageSettled or MessageUpdated))
            return false;
        var bytes = _encoding.Append(Next - 1, changes, JournalPart.Capacity);
        _appends = bytes.Length > 0;
        if (_appends)
            JournalPart.Write(_pages.Write(_openSlot), Next - 1, 0, 1, bytes);
        return _appends;
    }

    private void Relocate(Message message, long origin)
    {
        var rests = _contents.IsSpilled(message.Position);
        _contents.Relocate(message, origin, null, _contents.HoldsKey(message));
        if (rests)
            _contents.Spill(message);
    }

    private void Forget()
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

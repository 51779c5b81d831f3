using DarkLang.Runtime.Storage.LiteDb.Files;

namespace DarkLang.Runtime.Storage.LiteDb;

/// <summary>The files of a store that is rebuilt, which may be damaged anywhere. Nothing is written to them.</summary>
internal sealed class RebuildSource : IDisposable
{
    private readonly DataFile _data;
    private readonly LogFile _log;
    private readonly List<string> _lost = [];

    private RebuildSource(string directory)
    {
        _data = DataFile.OpenDamaged(DiskFile.Open(Path.Combine(directory, StoreFolder.DataName)));
        try
        {
            var empty = StoreFolder.NewImage()[..LogFormat.PageSize];
            _log = OpenLog(Path.Combine(directory, StoreFolder.LogName), empty);
            Pages = new CommittedPages(_data, _log, empty);
            Journal = new JournalPages(Pages, _log);
            Pages.Require(0, Header);
            AddMissingPages();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public static RebuildSource Open(string directory) => new(directory);

    public CommittedPages Pages { get; }

    public JournalPages Journal { get; }

    /// <summary>LiteDB's header page, or that of a new store if it can't be read.</summary>
    public byte[] Header { get; } = new byte[LogFormat.PageSize];

    public string DataPath => _data.Path;

    /// <summary>What can't be read in the files as such, one sentence each.</summary>
    public IReadOnlyList<string> Lost => _lost;

    public void Dispose()
    {
        _log?.Dispose();
        _data.Dispose();
    }

    private LogFile OpenLog(string path, byte[] empty)
    {
        try
        {
            var log = LogFile.Open(DiskFile.Open(path), CrashPoints.None);
            if (!log.Matches(_data.Stamp))
                _lost.Add($"{StoreFolder.DataName} and {StoreFolder.LogName} {StoreFolder.NotOfOneTime}");
            return log;
        }
        catch (StoreException damaged) when (damaged.Problem == StoreProblem.Damaged)
        {
            return OpenDamagedLog(DiskFile.Open(path), empty);
        }
    }

    private LogFile OpenDamagedLog(DiskFile file, byte[] empty)
    {
        var header = new byte[LogFormat.PageSize];
        var collection = JournalPage.CollectionOf(_data.TryRead(0, header) ? header : empty);
        var lastPage = _data.PageCount + (file.Length / LogFormat.PageSize);
        var parts = new List<string>();
        var salvage = new LogSalvage(file, IsSound);
        var log = LogFile.OpenDamaged(file, salvage);
        _lost.AddRange(salvage.Lost);
        _lost.AddRange(parts);
        return log;

        bool IsSound(ReadOnlySpan<byte> page)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(page) > lastPage)
                return false;
            if (!JournalPage.IsJournalPage(page, collection))
                return DocumentPages.MayHoldSound(page);
            var part = JournalPage.Part(page);
            if (JournalPart.Read(part) is not null)
                return true;
            parts.Add($"a part of the journal in {StoreFolder.LogName} can't be read{Quarantine.DescribePart(part)}");
            return false;
        }
    }

    private void AddMissingPages()
    {
        var (present, last) = (_data.PageCount, Database.LastPageOf(Header));
        var missing = 0;
        for (var page = present; page <= last; page++)
            missing += _log.HasPage(page) ? 0 : 1;
        if (missing > 0)
            _lost.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{StoreFolder.DataName} ends at page {present} of {(long)last + 1}: {missing} pages after that are lost"));
    }
}

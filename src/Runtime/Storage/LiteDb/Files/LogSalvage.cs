namespace DarkLang.Runtime.Storage.LiteDb.Files;

/// <summary>
/// Finds what can be read in a log with damaged parts. Whole groups count as they are. Of a damaged group, those pages count whose content
/// has a sum of its own that is right. A damaged group without a later one was never acknowledged.
/// </summary>
/// <param name="isSound">Whether the content of a page can be trusted, though its group is damaged.</param>
internal sealed class LogSalvage(IBlockFile file, PageJudge isSound)
{
    private readonly List<string> _lost = [];
    private readonly List<long> _pages = [];

    /// <summary>What can't be read, one sentence for each damaged part.</summary>
    public IReadOnlyList<string> Lost => _lost;

    /// <summary>The offsets of all readable pages, in the order of their commits.</summary>
    public IReadOnlyList<long> Read()
    {
        var groups = Groups();
        var header = NewestHeader();
        var epoch = Math.Max(header.Epoch, groups.Select(found => found.Group.Epoch).DefaultIfEmpty(0).Max());
        var (tail, number) = ((long)LogFormat.FirstGroup, 0);
        foreach (var (offset, group) in groups)
        {
            if (group.Epoch != epoch || offset < tail || group.Number < number)
                continue;
            if (offset > tail)
                Salvage(tail, offset, number, group.Number - 1);
            (tail, number) = (offset, group.Number);
            if (group.PageCount == 0 || !LogFile.IsWhole(file, offset, group))
                continue;
            for (var page = 0; page < group.PageCount; page++)
                _pages.Add(offset + LogFormat.BlockSize + ((long)page * LogFormat.PageSize));
            (tail, number) = (offset + group.Bytes, group.Number + 1);
        }
        var length = groups.Select(found => found.Group.FileLength).Append(header.FileLength).Max();
        if (epoch == 0)
            _lost.Add($"{Path.GetFileName(file.Path)} can't be read: what was stored since the last checkpoint is lost");
        else if (file.Length < length)
            _lost.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file.Path)} has {file.Length} bytes of {length}: what was stored after commit {number} is lost"));
        return _pages;
    }

    private List<(long Offset, LogGroup Group)> Groups()
    {
        var found = new List<(long, LogGroup)>();
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        for (var offset = (long)LogFormat.FirstGroup; offset < file.Length; offset += LogFormat.BlockSize)
        {
            if (LogFormat.ReadGroup(block[..file.Read(block, offset)]) is { } group)
                found.Add((offset, group));
        }
        return found;
    }

    private LogHeader NewestHeader()
    {
        Span<byte> block = stackalloc byte[LogFormat.BlockSize];
        var newest = default(LogHeader);
        for (var copy = 0; copy < 2; copy++)
        {
            if (LogFormat.ReadHeader(block[..file.Read(block, copy * LogFormat.BlockSize)]) is { } header && header.Epoch > newest.Epoch)
                newest = header;
        }
        return newest;
    }

    // How many groups were here is unknown when their descriptions are damaged, so a page may begin at any block.
    private void Salvage(long from, long to, int first, int last)
    {
        var (saved, before) = (0, _lost.Count);
        Span<byte> page = stackalloc byte[LogFormat.PageSize];
        for (var offset = from; offset + LogFormat.PageSize <= to;)
        {
            var isPage = file.Read(page, offset) == page.Length && isSound(page);
            if (isPage)
                _pages.Add(offset);
            saved += isPage ? 1 : 0;
            offset += isPage ? LogFormat.PageSize : LogFormat.BlockSize;
        }
        var commits = first >= last ? $"commit {last + 1}" : $"commits {first + 1} to {last + 1}";
        _lost.Insert(before, string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {from} to {to} of {Path.GetFileName(file.Path)} ({commits} since the last checkpoint) are damaged: "
            + $"{saved} of their pages were saved; what else was stored with them is lost, and what they settled runs again"));
    }
}

/// <summary>Whether a page has the content that was written.</summary>
internal delegate bool PageJudge(ReadOnlySpan<byte> page);

using DarkLang.Lang.Evaluation.Outside;

namespace DarkLang.Lang.Testing;

/// <summary>The files of a test: only in memory, and only those that the test or its handlers have written.</summary>
internal sealed class TestFiles
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public FileAnswer Do(FileCall call) => call.Action switch
    {
        FileAction.Exists => Done(exists: _files.ContainsKey(call.Path) || Below(call.Path).Any()),
        FileAction.List => Done(names: [.. Below(call.Path).Select(path => path[Prefix(call.Path).Length..].Split('/')[0]).Distinct()]),
        FileAction.Write => Put(call.Path, call.Content!),
        FileAction.Append => Put(call.Path, [.. _files.GetValueOrDefault(call.Path) ?? [], .. call.Content!]),
        FileAction.Delete => Done(exists: _files.Remove(call.Path)),
        FileAction.Read => _files.TryGetValue(call.Path, out var content)
            ? Done(content) : new FileAnswer.Failed($"there is no file {call.Path}"),
        _ => throw new UnreachableException(),
    };

    private FileAnswer.Done Put(string path, byte[] content)
    {
        _files[path] = content;
        return Done();
    }

    private IEnumerable<string> Below(string folder) =>
        _files.Keys.Where(path => path.StartsWith(Prefix(folder), StringComparison.Ordinal));

    private static string Prefix(string folder) => folder.EndsWith('/') ? folder : folder + "/";

    private static FileAnswer.Done Done(byte[]? content = null, IReadOnlyList<string>? names = null, bool exists = true) =>
        new(content ?? [], names ?? [], exists);
}

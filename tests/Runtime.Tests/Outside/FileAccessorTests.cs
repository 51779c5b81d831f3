using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Runtime.Outside;
using DarkLang.Runtime.Tests.Storage;

namespace DarkLang.Runtime.Tests.Outside;

/// <summary>Real files, below the allowed folders and nowhere else.</summary>
public sealed class FileAccessorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _allowed;
    private readonly string _outside;
    private readonly FileAccessor _files;

    public FileAccessorTests()
    {
        _allowed = Directory.CreateDirectory(Path.Combine(_folder.Path, "allowed")).FullName;
        _outside = Directory.CreateDirectory(Path.Combine(_folder.Path, "allowed-not")).FullName;
        _files = new FileAccessor(new OutsideOptions { Folders = [_allowed] });
        File.WriteAllText(Path.Combine(_outside, "secret"), "secret");
    }

    [Fact]
    public void A_file_is_written_read_listed_and_deleted()
    {
        var path = Path.Combine(_allowed, "a.txt");
        Assert.False(Done(FileAction.Exists, path).Exists);
        Done(FileAction.Write, path, "one");
        Done(FileAction.Append, path, " two");
        Assert.Equal("one two", Encoding.UTF8.GetString(Done(FileAction.Read, path).Content));
        Directory.CreateDirectory(Path.Combine(_allowed, "b"));
        Assert.Equal(["a.txt", "b"], Done(FileAction.List, _allowed).Names);
        Assert.True(Done(FileAction.Delete, path).Exists);
        Assert.False(Done(FileAction.Delete, path).Exists);
    }

    [Fact]
    public void A_file_that_is_written_is_replaced_as_a_whole()
    {
        var path = Path.Combine(_allowed, "a.txt");
        File.WriteAllText(path, "old");
        using var reader = File.OpenRead(path);
        Done(FileAction.Write, path, "new");
        Assert.Equal("old", new StreamReader(reader).ReadToEnd());
        Assert.Equal(["a.txt"], Done(FileAction.List, _allowed).Names);
    }

    [Theory]
    [InlineData("../allowed-not/secret")]
    [InlineData("link-to-file")]
    [InlineData("link-to-folder/secret")]
    [InlineData("link-to-link")]
    [InlineData("link-to-nothing")]
    [InlineData("/etc/passwd")]
    public void A_path_that_leads_out_of_the_allowed_folders_is_refused(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_allowed, "link-to-file"), Path.Combine(_outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(_allowed, "link-to-folder"), "../allowed-not");
        File.CreateSymbolicLink(Path.Combine(_allowed, "link-to-link"), "link-to-file");
        File.CreateSymbolicLink(Path.Combine(_allowed, "link-to-nothing"), Path.Combine(_outside, "new"));
        foreach (var action in Enum.GetValues<FileAction>())
        {
            var call = new FileCall(action, Path.Combine(_allowed, path), "x"u8.ToArray());
            var refused = Assert.Throws<RuntimeErrorException>(() => _files.Do(call));
            Assert.Equal("D0518", refused.Code);
            Assert.Contains($"--allow-files allows only {_allowed}", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(["secret"], Directory.EnumerateFiles(_outside).Select(Path.GetFileName));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(_outside, "secret")));
    }

    [Fact]
    public void What_can_not_be_done_is_named()
    {
        File.WriteAllBytes(Path.Combine(_allowed, "large"), new byte[1024 * 1024 + 1]);
        Assert.EndsWith("large is larger than 1 MB", Failed(FileAction.Read, "large"), StringComparison.Ordinal);
        Assert.StartsWith("there is no file ", Failed(FileAction.Read, "missing"), StringComparison.Ordinal);
        Assert.StartsWith("there is no folder ", Failed(FileAction.List, "missing"), StringComparison.Ordinal);
        Assert.EndsWith("there is no such folder", Failed(FileAction.Write, "missing/a.txt"), StringComparison.Ordinal);
        Assert.EndsWith("is a folder, and only files are deleted", Failed(FileAction.Delete, ""), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private FileAnswer.Done Done(FileAction action, string path, string content = "") =>
        Assert.IsType<FileAnswer.Done>(_files.Do(new FileCall(action, path, Encoding.UTF8.GetBytes(content))));

    private string Failed(FileAction action, string name) =>
        Assert.IsType<FileAnswer.Failed>(_files.Do(new FileCall(action, Path.Combine(_allowed, name), "x"u8.ToArray()))).Why;
}

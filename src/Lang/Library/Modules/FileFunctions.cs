using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Outside;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class FileFunctions
{
    private const string NotAllowed = "ends the run if the path is not below a folder of `--allow-files`";

    public static LibraryFunction[] All() =>
    [
        Outside("File::list", "folder: String", "Result<List<String>, String>",
            "Returns the names of the files and folders in a folder, in ascending order. Needs `dark run --allow-files`, as all of `File`.",
            "File::list \"in\" = Ok [\"a.txt\"]",
            $"returns an Error if there is no such folder, or it has more than 10,000 entries; {NotAllowed}",
            static (execution, a) => Do(execution, FileAction.List, a[0], done => Value.Of(new ListValue([.. done.Names.Select(Name)])))),
        Outside("File::exists", "path: String", "Result<Bool, String>", "Returns whether there is such a file or folder.",
            "File::exists \"in/a.txt\" = Ok true", $"returns an Error if that can't be said; {NotAllowed}",
            static (execution, a) => Do(execution, FileAction.Exists, a[0], done => Value.Bool(done.Exists))),
        Outside("File::read", "path: String", "Result<Bytes, String>", "Reads a file.",
            "File::read \"in/a.txt\" |> Result::map Bytes::length = Ok 4",
            $"returns an Error if there is no such file, it can't be read, or it is larger than 1 MB; {NotAllowed}",
            static (execution, a) => Do(execution, FileAction.Read, a[0], done => Value.Of(new BytesValue(done.Content)))),
        Outside("File::readText", "path: String", "Result<String, String>", "Reads a file in UTF-8.",
            "File::readText \"in/a.txt\" = Ok \"text\"",
            $"returns an Error if there is no such file, it can't be read, is larger than 1 MB, or is not UTF-8; {NotAllowed}",
            static (execution, a) => ReadText(execution, a[0])),
        Outside("File::write", "path: String, content: a", "Result<Null, String>",
            "Writes a file with a String or Bytes. Readers find the old content or the new one, never a part.",
            "File::write \"out/a.txt\" \"text\" = Ok null", $"returns an Error if it can't be written; {NotAllowed}",
            static (execution, a) => Put(execution, "File::write", FileAction.Write, a[0], a[1])),
        Outside("File::append", "path: String, content: a", "Result<Null, String>",
            "Adds a String or Bytes to the end of a file, and creates it if there is none.",
            "File::append \"out/log.txt\" \"line\\n\" = Ok null", $"returns an Error if it can't be written; {NotAllowed}",
            static (execution, a) => Put(execution, "File::append", FileAction.Append, a[0], a[1])),
        Outside("File::delete", "path: String", "Result<Bool, String>", "Deletes a file. Returns false if there was none.",
            "File::delete \"in/a.txt\" = Ok true", $"returns an Error for a folder, or if it can't be deleted; {NotAllowed}",
            static (execution, a) => Do(execution, FileAction.Delete, a[0], done => Value.Bool(done.Exists))),
    ];

    private static Value Do(
        Execution execution, FileAction action, Value path, Func<FileAnswer.Done, Value> result, byte[]? content = null) =>
        execution.Host.Effects.Outside.Do(new FileCall(action, path.AsString, content), execution.Cancellation) switch
        {
            FileAnswer.Done done => Value.Ok(result(done)),
            FileAnswer.Failed failed => Value.Error(Value.String(failed.Why)),
            _ => throw new UnreachableException(),
        };

    private static Value Put(Execution execution, string function, FileAction action, Value path, Value content)
    {
        var bytes = content.Reference is BytesValue given ? given.Content.ToArray()
            : content.IsString ? Encoding.UTF8.GetBytes(content.AsString)
            : throw new RuntimeErrorException(
                RuntimeErrorCodes.WrongKind, $"`{function}` takes a String or Bytes as `content`, but got {LibraryError.Describe(content)}",
                "make a text of it with `JSON::serialize` or `toString`");
        return Do(execution, action, path, static _ => Value.Null, bytes);
    }

    private static Value ReadText(Execution execution, Value path)
    {
        var read = Do(execution, FileAction.Read, path, static done => Value.Of(new BytesValue(done.Content)));
        if (!read.AsResult.IsOk)
            return read;
        var bytes = ((BytesValue)read.AsResult.Inner.Reference!).Content.ToArray();
        return OutsideText.TryRead(bytes, out var text)
            ? Value.Ok(Value.String(Nfc.Of(text))) : Value.Error(Value.String($"{path.AsString} is not UTF-8: read it with `File::read`"));
    }

    private static Value Name(string name) => Value.String(Nfc.Of(name));
}

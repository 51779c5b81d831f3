namespace DarkLang.Tui;

/// <summary>An event as a Dark value in a file that only its owner can read, for an editor.</summary>
public sealed class EventDraft
{
    private const string Name = "event.dark";

    private readonly DirectoryInfo _folder;
    private readonly string _first;

    private EventDraft(DirectoryInfo folder, string first) => (_folder, _first) = (folder, first);

    public string Path => System.IO.Path.Combine(_folder.FullName, Name);

    /// <summary>The line on which the event begins.</summary>
    public int Line { get; private init; }

    /// <summary>Whether the file is as it was written first.</summary>
    public bool IsUnchanged => Read() == _first;

    /// <param name="notes">Comments above the event.</param>
    public static EventDraft Write(string literal, params IReadOnlyList<string> notes)
    {
        // Only the user may enter this folder.
        var folder = Directory.CreateTempSubdirectory("dark-event-");
        var text = string.Concat(notes.Select(note => $"// {DisplayText.OneLine(note)}\n")) + literal + "\n";
        var draft = new EventDraft(folder, text) { Line = notes.Count + 1 };
        File.WriteAllText(draft.Path, text);
        return draft;
    }

    public string Read() => File.ReadAllText(Path);

    public void Delete() => _folder.Delete(recursive: true);
}

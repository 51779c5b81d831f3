namespace DarkLang.Lang.Formatting;

/// <summary>
/// A text whose line breaks are still open, after Wadler's "prettier printer". <see cref="IsForced"/> is true if it contains a forced
/// break, so that no group around it can stay on one line.
/// </summary>
internal abstract record Doc(bool IsForced)
{
    public static Doc Empty { get; } = new TextDoc("");

    /// <summary>A space, or a line break if the group breaks.</summary>
    public static Doc Line { get; } = new LineDoc(" ");

    /// <summary>Nothing, or a line break if the group breaks.</summary>
    public static Doc SoftLine { get; } = new LineDoc("");

    public static Doc HardLine { get; } = new LineDoc(null);

    /// <summary>A line break and a blank line.</summary>
    public static Doc BlankLine { get; } = new LineDoc(null, IsBlank: true);

    public static implicit operator Doc(string text) => new TextDoc(text);

    public static Doc Of(params IReadOnlyList<Doc> parts) => parts.Count == 1 ? parts[0] : new ConcatDoc(parts);

    /// <summary>Indents the lines that start inside it one level deeper.</summary>
    public static Doc Nest(params IReadOnlyList<Doc> parts) => new NestDoc(Of(parts));

    /// <summary>Stays on one line if it fits there.</summary>
    public static Doc Group(params IReadOnlyList<Doc> parts) => new GroupDoc(Of(parts));
}

internal sealed record TextDoc(string Text) : Doc(false);

/// <param name="Flat">What stands in its place on one line; null if it always breaks.</param>
internal sealed record LineDoc(string? Flat, bool IsBlank = false) : Doc(Flat is null);

internal sealed record ConcatDoc(IReadOnlyList<Doc> Parts) : Doc(Parts.Any(part => part.IsForced));

internal sealed record NestDoc(Doc Inner) : Doc(Inner.IsForced);

internal sealed record GroupDoc(Doc Inner) : Doc(Inner.IsForced);

/// <summary>A lambda up to its arrow, with the call that it ends, and its body.</summary>
internal sealed record HeadedDoc(Doc Head, Doc Tail) : Doc(Head.IsForced || Tail.IsForced);

/// <summary>Starts on the current line if its head fits there, otherwise nested on the next.</summary>
internal sealed record HugDoc(HeadedDoc Doc) : Doc(Doc.IsForced);

/// <summary>A comment after code. It is written at the end of the line, so that it can't swallow the code after it.</summary>
internal sealed record SuffixDoc(string Text) : Doc(true);

/// <summary>A comment on a line of its own; whatever follows it starts a new line.</summary>
internal sealed record CommentDoc(string Text) : Doc(true);

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>The block, match arms or bracket that the current lines belong to.</summary>
internal struct OffsideContext
{
    public required OffsideKind Kind { get; init; }

    /// <summary>The column at which its statements, arms or entries start. In a bracket, the column of the current entry.</summary>
    public required int Column { get; set; }

    /// <summary>The column of the nearest enclosing block. Lines indented deeper continue that block's current statement.</summary>
    public required int BlockColumn { get; init; }

    public RawToken Opening { get; init; }

    /// <summary>The number of <c>match</c> expressions still waiting for their arms.</summary>
    public int PendingMatches { get; set; }

    /// <summary>The number of <c>if</c> expressions in the current statement without an <c>else</c> so far.</summary>
    public int OpenIfs { get; set; }
}

internal enum OffsideKind
{
    /// <summary>The header of an item; the indented lines below it are the body.</summary>
    Header,
    Block,
    Arms,
    Bracket,
}

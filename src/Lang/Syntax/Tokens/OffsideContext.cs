namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>What the lines at some place of an item belong to.</summary>
internal struct OffsideContext
{
    public required OffsideKind Kind { get; init; }

    /// <summary>Where its statements, arms or entries begin. For a bracket it follows the entry that is being read.</summary>
    public required int Column { get; set; }

    /// <summary>The column of the nearest block around: what is indented deeper belongs to the statement there.</summary>
    public required int BlockColumn { get; init; }

    public RawToken Opening { get; init; }

    /// <summary>How many <c>match</c> wait for their arms.</summary>
    public int PendingMatches { get; set; }

    /// <summary>How many <c>if</c> of the current statement have no <c>else</c> yet.</summary>
    public int OpenIfs { get; set; }
}

internal enum OffsideKind
{
    /// <summary>The header of an item: what follows it indented is the body.</summary>
    Header,
    Block,
    Arms,
    Bracket,
}

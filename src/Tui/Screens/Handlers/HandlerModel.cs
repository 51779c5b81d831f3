using DarkLang.Runtime.Control;
using DarkLang.Runtime.Queues;

namespace DarkLang.Tui.Screens.Handlers;

internal enum HandlerTab
{
    Queue,
    Dead,
    Traces,
    Source,
}

/// <summary>A worker or a cron that was opened.</summary>
internal sealed record HandlerModel(HandlerId Id)
{
    public HandlerTab Tab { get; init; }

    /// <summary>Null until they were read.</summary>
    public TabContents? Contents { get; init; }

    /// <summary>Of the rows of the tab, or of its lines.</summary>
    public int Selected { get; init; }

    public MessageView? SelectedMessage => Contents is TabContents.Messages { Rows: var rows } ? rows.ElementAtOrDefault(Selected) : null;

    public TraceHeaderView? SelectedTrace => Contents is TabContents.Traces { Rows: var rows } ? rows.ElementAtOrDefault(Selected) : null;

    public HandlerModel Move(int rows) => this with { Selected = Clamp(Selected + rows, Contents) };

    public HandlerModel Turn(int tabs)
    {
        var count = Enum.GetValues<HandlerTab>().Length;
        return this with { Tab = (HandlerTab)(((int)Tab + tabs + count) % count), Contents = null, Selected = 0 };
    }

    /// <summary>Newer contents, unless they are of what is no longer shown. The selection stays on its message or trace while that is there.</summary>
    public HandlerModel Seen(HandlerModel asked, TabContents contents)
    {
        if (asked.Id != Id || asked.Tab != Tab)
            return this;
        var selected = Contents?.IdOf(Selected) is { } id && contents.PlaceOf(id) is >= 0 and var place ? place : Selected;
        return this with { Contents = contents, Selected = Clamp(selected, contents) };
    }

    private static int Clamp(int row, TabContents? contents) => Math.Clamp(row, 0, Math.Max(0, (contents?.Count ?? 0) - 1));
}

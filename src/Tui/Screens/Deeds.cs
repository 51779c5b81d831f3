using DarkLang.Tui.Layout;
using DarkLang.Tui.Screens.Help;
using DarkLang.Tui.Screens.Palette;

namespace DarkLang.Tui.Screens;

/// <summary>From a deed to what it leads to, on whatever screen is in front.</summary>
internal static class Deeds
{
    private const int Page = 10;

    public static Reaction Do(Deed deed, CanvasModel model) => model.Setup.IsReadOnly && Keys.Acts(deed)
        ? Reaction.Refuse(model, "this screen is read-only: start `dark tui` without --read-only to change something")
        : model.Top.Do(deed, model) ?? OnEveryScreen(deed, model);

    private static Reaction OnEveryScreen(Deed deed, CanvasModel model) => deed switch
    {
        Deed.Up => new Reaction(model.Move(-1)),
        Deed.Down => new Reaction(model.Move(1)),
        Deed.PageUp => new Reaction(model.Move(-Page)),
        Deed.PageDown => new Reaction(model.Move(Page)),
        Deed.First => new Reaction(model.Move(int.MinValue)),
        Deed.Last => new Reaction(model.Move(int.MaxValue)),
        Deed.Mark when model.Top is ListScreen list => new Reaction(model.Replace(list.Marked())),
        Deed.Filter or Deed.Search when model.Top.Sought is { } sought => new Reaction(model with { Typing = InputLine.Of(sought) }),
        Deed.Palette => new Reaction(model.Push(new PaletteScreen(model.Top.Place))),
        Deed.Help => new Reaction(model.Push(new HelpScreen(model.Top.Place))),
        Deed.Copy => Copy(model),
        Deed.OpenTrace => Traces.TraceEntry.OfNewest(model, model.Top.Handler),
        Deed.Back => new Reaction(Back(model), Act.Look),
        Deed.Quit => Leaving.Ask(model),
        Deed.ShowOverview => new Reaction(model.ToOverview(), Act.Look),
        Deed.ShowCrons => Show(new Crons.CronsScreen(), model),
        Deed.ShowNotFound => Show(new NotFound.NotFoundScreen(), model),
        Deed.ShowDead => Show(new Dead.DeadScreen(), model),
        Deed.ShowStream => Show(new Stream.StreamScreen(), model),
        Deed.ShowProblems => Show(new Problems.ProblemsScreen(), model),
        _ => new Reaction(model),
    };

    private static Reaction Show(Screen screen, CanvasModel model) => new(model.ToOverview().Push(screen), Act.Look);

    private static Reaction Copy(CanvasModel model) => model.Top.Copies(model) is { } text
        ? new Reaction(model with { Notice = $"copied {text}" }) { Copied = text }
        : Reaction.Refuse(model, "nothing is selected that could be copied");

    /// <summary>What was narrowed comes back first.</summary>
    private static CanvasModel Back(CanvasModel model) => model.Top switch
    {
        ListScreen { Selection.Marks.IsEmpty: false } list => model.Replace(list.WithoutMarks()),
        ListScreen { Filter: not "" } list => model.Replace(list.Filtered("")),
        _ => model.Back(),
    };
}

using Terminal.Gui.Input;

namespace DarkLang.Tui.Screens;

/// <summary>Quits the screens, and the run if it belongs to them.</summary>
internal static class QuitPrompt
{
    /// <summary>Asks how to stop the attempts that would end with the screens.</summary>
    public static ScreenResult Ask(CanvasModel model)
    {
        var running = model.Status.Workers.Sum(worker => worker.Running) + model.Status.Crons.Sum(cron => cron.Running);
        if (!model.Setup.OwnsRun || running == 0)
            return new ScreenResult(model with { Ending = QuitMode.Drain });
        var attempts = running == 1 ? "1 attempt is running" : $"{running} attempts are running";
        return new ScreenResult(model with
        {
            Question = new Question($"{attempts}: how to quit?",
            [
                new Answer(Key.D, "d", "drain", after => new ScreenResult(after with { Ending = QuitMode.Drain })),
                new Answer(Key.N, "n", "now", after => new ScreenResult(after with { Ending = QuitMode.Now })),
            ]),
        });
    }
}

using DarkLang.Runtime.Control;

namespace DarkLang.Tui.Screens;

/// <summary>What does not change while the screens are open.</summary>
internal sealed record SessionOptions
{
    /// <summary>Who is named as the one that paused.</summary>
    public required string User { get; init; }

    /// <summary>Nothing in the canvas is changed from here.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The canvas runs in this process and stops with the screen.</summary>
    public bool OwnsRun { get; init; }

    /// <summary>Where clocks of this place stand.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Makes the worker that messages wait for; null where the file of the canvas can't be reached.</summary>
    public Func<NotFoundView, StatusView, WorkerStub>? Stub { get; init; }
}

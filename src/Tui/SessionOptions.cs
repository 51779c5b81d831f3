namespace DarkLang.Tui;

/// <summary>The options that stay the same while the screens are open.</summary>
public sealed record SessionOptions
{
    /// <summary>The user named in pauses.</summary>
    public required string User { get; init; }

    /// <summary>Whether commands that change the canvas are refused.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the canvas runs in this process and stops with the screens, as with <c>dark run --tui</c>.</summary>
    /// <remarks>Quitting asks how to stop while attempts run. Without attempts, and on a signal, it drains.</remarks>
    public bool OwnsRun { get; init; }

    /// <summary>Creates the worker that a 404 lacks, given the files that run; null if the files of the canvas are out of reach.</summary>
    public Func<NotFoundView, StatusView, IReadOnlyList<string>, WorkerStub>? Stub { get; init; }
}

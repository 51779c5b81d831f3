namespace DarkLang.Runtime.Storage;

/// <summary>What a change is about: a message, a handler, a trace or a version of the canvas.</summary>
public readonly record struct Subject
{
    // One of them is set.
    private (Guid Message, HandlerId? Handler, Guid Trace, string? Version) Parts { get; }

    private Subject(Guid message = default, HandlerId? handler = null, Guid trace = default, string? version = null) =>
        Parts = (message, handler, trace, version);

    public static Subject OfMessage(Guid id) => new(message: id);

    public static Subject OfHandler(HandlerId handler) => new(handler: handler);

    public static Subject OfTrace(Guid id) => new(trace: id);

    public static Subject OfSource(string version) => new(version: version);
}

namespace DarkLang.Runtime.Storage;

/// <summary>What a change is about: a message, a handler, a trace or a version of the canvas.</summary>
public readonly record struct Subject
{
    private enum Kind
    {
        Message,
        Handler,
        Trace,
        Source,
    }

    private Kind Of { get; init; }

    private Guid Id { get; init; }

    private HandlerId? Handler { get; init; }

    private string? Version { get; init; }

    public static Subject OfMessage(Guid id) => new() { Of = Kind.Message, Id = id };

    public static Subject OfHandler(HandlerId handler) => new() { Of = Kind.Handler, Handler = handler };

    public static Subject OfTrace(Guid id) => new() { Of = Kind.Trace, Id = id };

    public static Subject OfSource(string version) => new() { Of = Kind.Source, Version = version };
}

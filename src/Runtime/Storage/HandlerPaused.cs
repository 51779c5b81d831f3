using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

public sealed record HandlerPaused(Pause Pause) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Pause.Handler)];

    internal override FactId Id => FactKinds.Pause.Of(Pause.Handler);

    internal override object Value => Pause;

    internal override void Write(RecordWriter writer)
    {
        writer.Handler(Pause.Handler);
        writer.Time(Pause.At);
        writer.Text(Pause.By);
        writer.OptionalText(Pause.Why);
    }

    internal static Pause Read(ref RecordReader reader) => new(reader.Handler(), reader.Time(), reader.Text(), reader.OptionalText());
}

public sealed record HandlerResumed(HandlerId Handler) : FactRemoved
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Handler)];

    internal override FactId Id => FactKinds.Pause.Of(Handler);
}

/// <param name="By">Who paused it: a user name, or <c>dark</c>.</param>
public sealed record Pause(HandlerId Handler, DateTimeOffset At, string By, string? Why);

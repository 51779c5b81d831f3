using DarkLang.Runtime.Model;

namespace DarkLang.Runtime.Storage.Records;

/// <summary>The facts of an emit, and of why a message died.</summary>
internal static class MessageEncoding
{
    [Flags]
    private enum Has : byte
    {
        None = 0,
        Event = 1,
        Delay = 2,
        Parent = 4,
        OnceKey = 8,
        Hops = 16,
    }

    public static void Message(this RecordWriter writer, Message message) => writer.Message(message, message.Event);

    /// <summary>For a message that let go of its event.</summary>
    public static void Message(this RecordWriter writer, Message message, byte[]? @event)
    {
        var has = (@event is null ? Has.None : Has.Event)
            | (message.FirstDue.EqualsExact(message.EmittedAt) ? Has.None : Has.Delay)
            | (message.Parent is null ? Has.None : Has.Parent)
            | (message.OnceKey is null ? Has.None : Has.OnceKey)
            | (message.Hops == 0 ? Has.None : Has.Hops);
        writer.Byte((byte)has);
        writer.Id(message.Id);
        writer.Handler(message.Handler);
        writer.Time(message.EmittedAt);
        writer.Word(message.EmittedFrom);
        if (@event is not null)
            writer.Bytes(@event);
        if ((has & Has.Delay) != 0)
            writer.Time(message.FirstDue);
        if (message.Parent is { } parent)
            writer.Id(parent);
        if (message.Hops != 0)
            writer.Number(message.Hops);
        if (message.OnceKey is null)
            return;
        writer.Text(message.OnceKey);
        writer.Time(message.OnceUntil);
    }

    /// <param name="withEvent">False to leave the event in the store.</param>
    public static Message Message(this ref RecordReader reader, bool withEvent = true)
    {
        var has = (Has)reader.Byte();
        var id = reader.Id();
        var handler = reader.Handler();
        var emittedAt = reader.Time();
        var emittedFrom = reader.Word();
        byte[]? @event = null;
        var eventLength = 0;
        if ((has & Has.Event) != 0 && withEvent)
            @event = reader.Bytes();
        else if ((has & Has.Event) != 0)
            eventLength = reader.SkipBytes();
        var message = new Message
        {
            Id = id,
            Handler = handler,
            EmittedAt = emittedAt,
            EmittedFrom = emittedFrom,
            Event = @event,
            EventLength = @event?.Length ?? eventLength,
            FirstDue = (has & Has.Delay) != 0 ? reader.Time() : emittedAt,
            Parent = (has & Has.Parent) != 0 ? reader.Id() : null,
            Hops = (has & Has.Hops) != 0 ? reader.Small() : 0,
            OnceKey = (has & Has.OnceKey) != 0 ? reader.Text() : null,
            OnceUntil = (has & Has.OnceKey) != 0 ? reader.Time() : default,
        };
        message.BecomeEmitted();
        return message;
    }

    public static void State(this RecordWriter writer, MessageUpdated update)
    {
        writer.Byte((byte)update.State);
        writer.Time(update.Due);
        writer.Number(update.Attempts);
        writer.Flag(update.Death is not null);
        if (update.Death is null)
            return;
        writer.Time(update.Death.At);
        writer.Id(update.Death.Trace);
        writer.Failure(update.Death.Failure);
    }

    /// <summary>The mutable half, given to the message once it is known.</summary>
    public static Func<Message, MessageUpdated> State(this ref RecordReader reader)
    {
        var state = (MessageState)reader.Byte();
        if (state > MessageState.Dead)
            throw new InvalidDataException($"{state} is no state of a message");
        var due = reader.Time();
        var attempts = reader.Small();
        DeadLetter? death = null;
        if (reader.Flag())
        {
            var at = reader.Time();
            var trace = reader.Id();
            death = new DeadLetter(at, reader.Failure(), trace);
        }

        return message => new MessageUpdated(message, state, due, attempts, death);
    }

    public static void Failure(this RecordWriter writer, Failure failure)
    {
        writer.Word(failure.Code);
        writer.Text(failure.Message);
        writer.Word(failure.At);
        writer.OptionalText(failure.Help);
        writer.Unsigned((ulong)failure.Stack.Count);
        foreach (var frame in failure.Stack)
        {
            writer.Word(frame.Function);
            writer.Word(frame.At);
        }
    }

    public static Failure Failure(this ref RecordReader reader)
    {
        var (code, message, at, help) = (reader.Word(), reader.Text(), reader.Word(), reader.OptionalText());
        var frames = new FailureFrame[reader.Count()];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = new FailureFrame(reader.Word(), reader.Word());
        return new Failure(code, message, at, help, frames);
    }
}

namespace DarkLang.Runtime.Storage.Records;

/// <summary>How messages, their states and failures are written and read.</summary>
internal static class MessageEncoding
{
    [Flags]
    private enum OptionalFields : byte
    {
        None = 0,
        Event = 1,
        Delay = 2,
        Parent = 4,
        OnceKey = 8,
        Hops = 16,
        Record = 32,
    }

    public static void Message(this RecordWriter writer, Message message) => writer.Message(message, message.Event);

    /// <param name="event">The event of a message that is without it in memory.</param>
    public static void Message(this RecordWriter writer, Message message, byte[]? @event)
    {
        var fields = (@event is null ? OptionalFields.None : OptionalFields.Event)
            | (message.FirstDue.EqualsExact(message.EmittedAt) ? OptionalFields.None : OptionalFields.Delay)
            | (message.Parent is null ? OptionalFields.None : OptionalFields.Parent)
            | (message.OnceKey is null ? OptionalFields.None : OptionalFields.OnceKey)
            | (message.Hops == 0 ? OptionalFields.None : OptionalFields.Hops)
            | (message.IsRecord ? OptionalFields.Record : OptionalFields.None);
        writer.Byte((byte)fields);
        writer.Id(message.Id);
        writer.Handler(message.Handler);
        writer.Time(message.EmittedAt);
        writer.Interned(message.EmittedFrom);
        if (@event is not null)
            writer.Bytes(@event);
        if ((fields & OptionalFields.Delay) != 0)
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

    /// <param name="withEvent">False leaves the event in the store.</param>
    public static Message Message(this ref RecordReader reader, bool withEvent = true)
    {
        var fields = (OptionalFields)reader.Byte();
        var id = reader.Id();
        var handler = reader.Handler();
        var emittedAt = reader.Time();
        var emittedFrom = reader.Interned();
        byte[]? @event = null;
        var eventLength = 0;
        if ((fields & OptionalFields.Event) != 0 && withEvent)
            @event = reader.Bytes();
        else if ((fields & OptionalFields.Event) != 0)
            eventLength = reader.SkipBytes();
        var message = new Message
        {
            Id = id,
            Handler = handler,
            EmittedAt = emittedAt,
            EmittedFrom = emittedFrom,
            Event = @event,
            EventLength = @event?.Length ?? eventLength,
            FirstDue = (fields & OptionalFields.Delay) != 0 ? reader.Time() : emittedAt,
            Parent = (fields & OptionalFields.Parent) != 0 ? reader.Id() : null,
            IsRecord = (fields & OptionalFields.Record) != 0,
            Hops = (fields & OptionalFields.Hops) != 0 ? reader.Int() : 0,
            OnceKey = (fields & OptionalFields.OnceKey) != 0 ? reader.Text() : null,
            OnceUntil = (fields & OptionalFields.OnceKey) != 0 ? reader.Time() : default,
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

    /// <summary>Reads the mutable half; its message is not known yet.</summary>
    public static Func<Message, MessageUpdated> State(this ref RecordReader reader)
    {
        var state = (MessageState)reader.Byte();
        if (state > MessageState.Dead)
            throw new InvalidDataException($"{state} is not a state of a message");
        var due = reader.Time();
        var attempts = reader.Int();
        DeadLetter? death = null;
        if (reader.Flag())
        {
            var (at, trace) = (reader.Time(), reader.Id());
            death = new DeadLetter(at, reader.Failure(), trace);
        }
        return message => new MessageUpdated(message, state, due, attempts, death);
    }

    public static void Failure(this RecordWriter writer, Failure failure)
    {
        writer.Interned(failure.Code);
        writer.Text(failure.Message);
        writer.Interned(failure.At);
        writer.OptionalText(failure.Help);
        writer.Unsigned((ulong)failure.Stack.Count);
        foreach (var frame in failure.Stack)
        {
            writer.Interned(frame.Function);
            writer.Interned(frame.At);
        }
    }

    public static Failure Failure(this ref RecordReader reader) => new(
        reader.Interned(), reader.Text(), reader.Interned(), reader.OptionalText(),
        reader.Array((ref frame) => new FailureFrame(frame.Interned(), frame.Interned())));
}

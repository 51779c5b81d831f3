using DarkLang.Runtime.Storage.Records;

namespace DarkLang.Runtime.Storage;

/// <summary>An option of a worker was set by hand.</summary>
public sealed record OptionSet(OptionOverride Override) : FactStored
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Override.Handler)];

    internal override FactId Id => IdOf(Override);

    internal override object Value => Override;

    internal static FactId IdOf(OptionOverride set) => FactKinds.Option.Of($"{set.Handler} {set.Option}");

    internal override void Write(RecordWriter writer)
    {
        writer.Handler(Override.Handler);
        writer.Text(Override.Option);
        writer.Text(Override.Value);
        writer.OptionalText(Override.FileValue);
        writer.Time(Override.At);
        writer.Text(Override.By);
    }

    internal static OptionOverride Read(ref RecordReader reader) =>
        new(reader.Handler(), reader.Text(), reader.Text(), reader.OptionalText(), reader.Time(), reader.Text());
}

/// <summary>The value of the file applies again.</summary>
public sealed record OptionUnset(OptionOverride Override) : FactRemoved
{
    public override IReadOnlyList<Subject> Subjects => [Subject.OfHandler(Override.Handler)];

    internal override FactId Id => OptionSet.IdOf(Override);
}

/// <param name="Value">As a canvas writes it.</param>
/// <param name="FileValue">As the file wrote it at that time; null if it did not. The override ends when the file says otherwise.</param>
/// <param name="By">Who set it.</param>
public sealed record OptionOverride(HandlerId Handler, string Option, string Value, string? FileValue, DateTimeOffset At, string By);

using DarkLang.Lang.Interactive;

namespace DarkLang.Runtime.Control;

/// <summary>A value for people (<paramref name="Text"/>, as Dark shows it) and for programs (<paramref name="Json"/>).</summary>
/// <param name="Json">Null if the value is cut: then the text is only its beginning.</param>
public sealed record ValueView(string Text, [property: JsonConverter(typeof(RawForm))] string? Json)
{
    /// <summary>The value as <see cref="ValueEncoding"/> writes it, where a replay needs it: JSON has fewer kinds of values.</summary>
    public byte[]? Encoded { get; init; }

    /// <summary>The value as a Dark expression that gives it back, where it may be edited; null if it has none.</summary>
    public string? Literal { get; init; }

    /// <summary>The size in bytes of a value that is cut; null for one that is whole.</summary>
    public int? CutFrom { get; init; }
}

internal static class ValueViews
{
    /// <summary>The size of the largest value that is shown whole.</summary>
    private const int LongestWhole = EngineContext.MaxEventBytes;

    private const int ShownOfCut = 500;

    public static ValueView Of(Value value)
    {
        try
        {
            var json = ValueJson.Write(value, indented: false, LongestWhole);
            return new ValueView(ValueDisplay.Show(value), json);
        }
        catch (RuntimeErrorException)
        {
            return new ValueView(ValueDisplay.Show(value, maxLength: ShownOfCut), null);
        }
    }

    public static ValueView OfStored(byte[] encoded) => Show(encoded, OfStored);

    private static ValueView OfStored(Value value) => new(ValueDisplay.Show(value), ValueJson.Write(value, indented: false));

    /// <summary>Shows the beginning of a value.</summary>
    public static ValueView Cut(byte[] encoded) => Show(
        encoded, value => new ValueView(ValueDisplay.Show(value, maxLength: ShownOfCut), null) { CutFrom = encoded.Length });

    /// <summary>Shows a value whole if it is no larger than the limit.</summary>
    public static ValueView OfStored(byte[] encoded, int longestWhole) => encoded.Length <= longestWhole ? OfStored(encoded) : Cut(encoded);

    /// <summary>With an expression that gives the value back.</summary>
    public static ValueView Editable(byte[] encoded) => Show(
        encoded, value => OfStored(value) with { Literal = ValueLiteral.Write(value, out _) });

    /// <summary>With the value itself.</summary>
    public static ValueView? Replayable(byte[]? encoded) => encoded is null ? null : OfStored(encoded) with { Encoded = encoded };

    private static ValueView Show(byte[] encoded, Func<Value, ValueView> show)
    {
        try
        {
            return show(ValueEncoding.Decode(encoded));
        }
        catch (InvalidDataException e)
        {
            return new ValueView($"<can't be read: {e.Message}>", "null");
        }
    }
}

namespace DarkLang.Runtime.Control;

/// <summary>A value for people (<paramref name="Text"/>, as Dark shows it) and for programs (<paramref name="Json"/>).</summary>
public sealed record ValueView(string Text, [property: JsonConverter(typeof(RawForm))] string Json)
{
    /// <summary>The value as <see cref="ValueEncoding"/> writes it, where a replay needs it: JSON has fewer kinds of values.</summary>
    public byte[]? Encoded { get; init; }
}

internal static class ValueViews
{
    public static ValueView Of(Value value) => new(ValueDisplay.Show(value), ValueJson.Write(value, indented: false));

    public static ValueView OfStored(byte[] encoded)
    {
        try
        {
            return Of(ValueEncoding.Decode(encoded));
        }
        catch (InvalidDataException e)
        {
            return new ValueView($"<can't be read: {e.Message}>", "null");
        }
    }

    /// <summary>With the value itself.</summary>
    public static ValueView? Replayable(byte[]? encoded) => encoded is null ? null : OfStored(encoded) with { Encoded = encoded };
}

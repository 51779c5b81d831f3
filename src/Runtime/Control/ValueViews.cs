using DarkLang.Lang.Values;

namespace DarkLang.Runtime.Control;

/// <summary>Values as control clients see them.</summary>
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
}

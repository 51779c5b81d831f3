namespace DarkLang.Runtime.Control;

/// <summary>
/// The values of one list. Short values are whole until together they reach a limit. Others are cut, so that the list stays small however
/// large its values are.
/// </summary>
internal sealed class ListedValues
{
    /// <summary>The size of the largest value that may be whole, in bytes.</summary>
    public const int LongestWhole = 64 * 1024;

    /// <summary>The size of all values beyond the smallest that are whole, in bytes.</summary>
    public const int MostWhole = 2 * 1024 * 1024;

    private const int Small = 500;

    private int _whole;

    public ValueView Of(byte[] encoded)
    {
        if (encoded.Length <= Small)
            return ValueViews.OfStored(encoded);
        if (_whole + encoded.Length > MostWhole)
            return ValueViews.Cut(encoded);
        var view = ValueViews.OfStored(encoded, LongestWhole);
        if (view.CutFrom is null)
            _whole += encoded.Length;
        return view;
    }
}

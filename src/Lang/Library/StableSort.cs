using System.Runtime.ExceptionServices;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>
/// A stable merge sort. It compares at most n log n times, ends even if the comparison is inconsistent, and does not wrap an exception
/// of the comparison. Array.Sort promises none of these.
/// </summary>
internal static class StableSort
{
    /// <param name="isAfter">Returns whether the first item must come after the second.</param>
    public static T[] Sort<T>(ReadOnlySpan<T> items, Func<T, T, bool> isAfter)
    {
        var source = items.ToArray();
        var target = new T[source.Length];
        for (var width = 1; width < source.Length && width > 0; width *= 2)
        {
            for (var start = 0; start < source.Length; start += width * 2)
            {
                var middle = (int)Math.Min((long)start + width, source.Length);
                var end = (int)Math.Min((long)start + (width * 2L), source.Length);
                Merge(source, start, middle, end, target, isAfter);
                if (end == source.Length)
                    break;
            }
            (source, target) = (target, source);
        }
        return source;
    }

    private static void Merge<T>(T[] source, int start, int middle, int end, T[] target, Func<T, T, bool> isAfter)
    {
        var (left, right) = (start, middle);
        // Two runs that are already in order need only one comparison.
        if (middle >= end || !isAfter(source[middle - 1], source[middle]))
        {
            Array.Copy(source, start, target, start, end - start);
            return;
        }
        for (var next = start; next < end; next++)
        {
            var takeRight = left == middle || (right < end && isAfter(source[left], source[right]));
            target[next] = takeRight ? source[right++] : source[left++];
        }
    }

    /// <summary>Sorts Ints or Strings. Equal ones are indistinguishable, so the sort need not be stable.</summary>
    /// <param name="step">Called for each comparison of texts, of which there may be very many. It may throw.</param>
    public static bool TrySortPlain(ReadOnlySpan<Value> items, Action step, out Value[] sorted)
    {
        sorted = items.ToArray();
        if (sorted.All(static item => item.IsInt))
        {
            Array.Sort(sorted, static (a, b) => a.AsInt.CompareTo(b.AsInt));
            return true;
        }
        if (!sorted.All(static item => item.IsString))
            return false;
        try
        {
            Array.Sort(sorted, (a, b) =>
            {
                step();
                return string.CompareOrdinal(a.AsString, b.AsString);
            });
        }
        catch (InvalidOperationException wrapped) when (wrapped.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
        return true;
    }
}

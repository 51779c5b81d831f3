using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Interactive;

/// <summary>
/// A value as a Dark expression that gives it back, whatever its kind: JSON has fewer kinds. Such an expression is read without running
/// code. It holds literals, constructors, and calls of the few functions that make Dates, Uuids and Bytes.
/// </summary>
public static class ValueLiteral
{
    private const int Width = 100;

    /// <summary>The deepest nesting that is written: the parser takes this much however the value is laid out.</summary>
    private const int MaxDepth = 100;

    /// <summary>Returns the expression, on several lines if it is long; null if there is none, and why.</summary>
    public static string? Write(Value value, out string? problem)
    {
        problem = Problem(value, 0);
        if (problem is not null)
            return null;
        var writer = new LiteralWriter(int.MaxValue);
        writer.WriteBlock(value, Width);
        return writer.ToString();
    }

    /// <summary>Reads an expression. Accepts any text.</summary>
    /// <returns>The value, or what is wrong.</returns>
    public static LiteralValue Read(SourceText text) => LargeStack.Run(() =>
    {
        var parsed = CanvasParser.ParseExpression(text);
        if (CanvasLoader.HasError(parsed.Diagnostics))
            return new LiteralValue(default, parsed.Diagnostics);
        try
        {
            return new LiteralValue(new LiteralReader(text).Read(parsed.Syntax), []);
        }
        catch (LiteralException wrong)
        {
            return new LiteralValue(default, [wrong.Diagnostic]);
        }
    });

    private static string? Problem(Value value, int depth)
    {
        if (depth > MaxDepth)
            return $"it is nested more than {MaxDepth} levels deep";
        return value.Kind switch
        {
            ValueKind.Password => "it holds a password, which is never shown",
            ValueKind.Function => "it holds a function",
            ValueKind.List => First(value.AsList.Items, depth),
            ValueKind.Tuple => First(value.AsTuple.Items, depth),
            ValueKind.Dict => First(value.AsDict.Values, depth),
            ValueKind.Option when value.AsOption.IsJust => Problem(value.AsOption.Inner, depth + 1),
            ValueKind.Result => Problem(value.AsResult.Inner, depth + 1),
            _ => null,
        };
    }

    private static string? First(ReadOnlySpan<Value> items, int depth)
    {
        foreach (var item in items)
        {
            if (Problem(item, depth + 1) is { } problem)
                return problem;
        }
        return null;
    }
}

/// <param name="Problems">Empty if the value was read.</param>
public sealed record LiteralValue(Value Value, IReadOnlyList<Diagnostic> Problems);

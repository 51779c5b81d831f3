using System.Text.Json;

namespace DarkLang.Lang.Values;

/// <summary>
/// Converts values to JSON and back. JSON has fewer kinds: Just and Ok are written as their inner value, a Tuple as an array, and Dates,
/// Uuids, Chars and Bytes as strings.
/// </summary>
public static class ValueJson
{
    /// <summary>Throws <see cref="Evaluation.RuntimeErrorException"/> if the text is longer than <paramref name="maxLength"/>.</summary>
    /// <param name="indented">Whether to write one entry per line, indented by two spaces. Otherwise without any spaces.</param>
    public static string Write(Value value, bool indented, int maxLength = int.MaxValue)
    {
        var writer = new JsonTextWriter(indented, maxLength);
        writer.Write(value, 0);
        return writer.Finish();
    }

    /// <summary>Returns whether a text is strict JSON with comments. Numbers may have any size: only a type says which fit.</summary>
    public static bool IsValid(string json, out string error)
    {
        try
        {
            JsonTextReader.Check(json);
            error = "";
            return true;
        }
        catch (JsonException exception)
        {
            error = Explain(json, exception);
            return false;
        }
    }

    /// <summary>Reads strict JSON with comments. If it is not valid, the error says where and why.</summary>
    public static bool TryRead(string json, out Value value, out string error) => TryRead(json, type: null, out value, out error);

    /// <param name="type">What is declared about its numbers; null for nothing.</param>
    internal static bool TryRead(string json, IJsonType? type, out Value value, out string error)
    {
        try
        {
            value = JsonTextReader.Read(json, type);
            error = "";
            return true;
        }
        catch (JsonException exception)
        {
            value = Value.Null;
            error = Explain(json, exception);
            return false;
        }
    }

    private static string Explain(string json, JsonException exception)
    {
        if (string.IsNullOrWhiteSpace(json))
            return "it is empty";
        var reason = Plain(exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0]).TrimEnd('.');
        return exception.LineNumber is { } line ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}: {reason}" : reason;
    }

    // The reader of .NET gives its caller advice that means nothing to those who write the JSON.
    private static string Plain(string reason)
    {
        if (reason.StartsWith("The maximum configured depth", StringComparison.Ordinal))
            return $"it is nested more than {NestingGuard.MaxStoredDepth} levels deep";
        if (reason.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
            return "it contains no value";
        if (reason.StartsWith("Expected depth to be zero", StringComparison.Ordinal))
            return "it ends inside an array or object";
        return reason
            .Replace(" Change the reader options.", "", StringComparison.Ordinal)
            .Replace(" at the end which is not supported in this mode", " at its end", StringComparison.Ordinal);
    }
}

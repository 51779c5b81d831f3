using System.Text.Json;

namespace DarkLang.Lang.Values;

/// <summary>
/// Values as JSON text and back. JSON has fewer kinds: Option and Ok write what is inside, a Tuple is an array, Dates, Uuids, Chars and Bytes
/// are strings.
/// </summary>
public static class ValueJson
{
    /// <param name="indented">By two spaces, one entry a line; otherwise without any spaces.</param>
    /// <remarks>Throws <see cref="Evaluation.RuntimeErrorException"/> when the text would be longer than <paramref name="maxLength"/>.</remarks>
    public static string Write(Value value, bool indented, int maxLength = int.MaxValue)
    {
        var writer = new JsonTextWriter(indented, maxLength);
        writer.Write(value, 0);
        return writer.Finish();
    }

    /// <summary>Reads strict JSON, with comments. When it is not that, the error says where and why.</summary>
    public static bool TryRead(string json, out Value value, out string error)
    {
        try
        {
            value = JsonTextReader.Read(json);
            error = "";
            return true;
        }
        catch (JsonException broken)
        {
            value = Value.Null;
            error = string.IsNullOrWhiteSpace(json) ? "it is empty" : Explain(broken);
            return false;
        }
    }

    private static string Explain(JsonException broken)
    {
        var reason = broken.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
        return broken.LineNumber is { } line
            ? $"line {line + 1}, byte {broken.BytePositionInLine + 1}: {reason}"
            : reason;
    }
}

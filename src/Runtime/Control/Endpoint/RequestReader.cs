using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace DarkLang.Runtime.Control.Endpoint;

/// <summary>Reads the JSON of a request. An error names the field, what it takes, and what came.</summary>
internal static class RequestReader
{
    private const int LongestShown = 40;

    /// <exception cref="ControlException">It is not JSON, or has other fields than the request.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
    {
        if (!Utf8.IsValid(json))
            throw Wrong("the request is not UTF-8");
        try
        {
            return JsonSerializer.Deserialize(json, type)
                ?? throw Wrong($"the request has no content: it takes {Expected(type)}");
        }
        catch (JsonException fault)
        {
            throw Wrong(Explain(fault, json, type));
        }
    }

    private static ControlException Wrong(string message) => new(ControlProblem.BadRequest, message);

    private static string Explain(JsonException fault, ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return $"the request has no content: it takes {Expected(type)}";
        if (TryParse(json) is not { } root)
            return $"the request is not JSON, at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}";
        var steps = Steps(fault.Path);
        var (at, came) = (type, (JsonElement?)root);
        for (var i = 0; i < steps.Count; i++)
        {
            if (Next(at, steps[i]) is not { } next)
                return $"\"{Name(steps)}\" is not a field of this request: "
                    + $"{(i == 0 ? "it" : $"\"{Name(steps[..i])}\"")} takes {Expected(at)}";
            (at, came) = (next, Next(came, steps[i]));
        }
        var what = steps.Count == 0 ? "the request" : $"\"{Name(steps)}\"";
        return $"{what} takes {Expected(at)}{(came is { } value ? $", not {Shown(value)}" : "")}";
    }

    private static JsonElement? TryParse(ReadOnlySpan<byte> json)
    {
        var options = ControlJson.Form.Options;
        var reader = new Utf8JsonReader(
            json, new JsonReaderOptions { CommentHandling = options.ReadCommentHandling, MaxDepth = options.MaxDepth });
        try
        {
            var value = JsonElement.ParseValue(ref reader);
            return reader.Read() ? null : value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the steps of a path such as <c>$[0].handler.kind</c>: indices in brackets, and names.</summary>
    private static List<string> Steps(string? path)
    {
        var steps = new List<string>();
        var rest = path is ['$', .. var after] ? after : "";
        while (rest.Length > 0)
        {
            // A name with unusual characters is written as ['a.b'].
            var isQuoted = rest.StartsWith("['", StringComparison.Ordinal);
            var end = isQuoted ? rest.IndexOf("']", StringComparison.Ordinal) : rest.AsSpan(1).IndexOfAny('.', '[') + 1;
            if (end <= 0)
                end = rest.Length;
            steps.Add(isQuoted ? rest[2..end] : rest[0] == '.' ? rest[1..end] : rest[..end]);
            rest = rest[Math.Min(rest.Length, isQuoted ? end + 2 : end)..];
        }
        return steps;
    }

    private static string Name(IReadOnlyList<string> steps)
    {
        var name = string.Concat(steps.Select(step => step is ['[', ..] ? step : $".{step}")).TrimStart('.');
        return name.Length <= LongestShown ? name : $"{name[..LongestShown]}…";
    }

    private static JsonTypeInfo? Next(JsonTypeInfo type, string step)
    {
        var next = step is ['[', ..] ? type.ElementType : type.Properties.FirstOrDefault(property => property.Name == step)?.PropertyType;
        return next is null ? null : type.Options.GetTypeInfo(Nullable.GetUnderlyingType(next) ?? next);
    }

    private static JsonElement? Next(JsonElement? value, string step) => value switch
    {
        { ValueKind: JsonValueKind.Array } list when int.TryParse(step.Trim('[', ']'), out var index) && index < list.GetArrayLength() =>
            list[index],
        { ValueKind: JsonValueKind.Object } record when record.TryGetProperty(step, out var field) => field,
        _ => null,
    };

    private static string Shown(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return value.ValueKind == JsonValueKind.Object ? "an object" : "a list";
        var text = value.GetRawText();
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
    }

    private static string Expected(JsonTypeInfo type)
    {
        if (type.ElementType is { } element)
            return $"a list, each item {Expected(type.Options.GetTypeInfo(element))}";
        if (type.Kind == JsonTypeInfoKind.Object)
            return $"an object with the fields {string.Join(", ", type.Properties.Select(property => property.Name))}";
        var plain = type.Type;
        return plain == typeof(string) ? "a text"
            : plain == typeof(bool) ? "true or false"
            : plain == typeof(Guid) ? "an id, such as 0198f000-0000-7000-8000-00000000abcd"
            : plain == typeof(TimeSpan) ? "a number of milliseconds"
            : plain == typeof(DateTimeOffset) ? "a time, such as 2026-03-04T10:17:05Z"
            : plain.IsEnum ? $"one of these words: {string.Join(", ", EnumWords.All(plain))}"
            : "a whole number";
    }
}

using DarkLang.Lang.Library;

namespace DarkLang.Runtime.Control;

/// <summary>Durations as numbers of milliseconds: the names of such fields end in <c>Ms</c>.</summary>
internal sealed class MillisecondsForm : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var milliseconds)
            || Math.Abs(milliseconds) > TimeSpan.MaxValue.TotalMilliseconds)
            throw new JsonException("a duration is a number of milliseconds");
        return TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.TotalMilliseconds);
}

/// <summary>Instants as RFC 3339 in UTC.</summary>
internal sealed class InstantForm : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && DateReader.TryRead(reader.GetString()!, out var instant)
            ? instant : throw new JsonException("a time is written as 2026-03-04T10:17:05Z");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>Enums as their words.</summary>
internal sealed class WordForm<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EnumWords.TryParse<T>(reader.GetString(), out var value)
            ? value : throw new JsonException($"it takes one of these words: {string.Join(", ", EnumWords.All<T>())}");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
}

/// <summary>A text that is JSON already, embedded as it is.</summary>
internal class RawForm : JsonConverter<string>
{
    /// <summary>A <c>null</c> is a value like any other.</summary>
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader).GetRawText();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value, skipInputValidation: true);
}

/// <summary>An event that a client sends. A text that is not JSON would break the request around it.</summary>
internal sealed class EventForm : RawForm
{
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        if (!ValueJson.IsValid(value, out var problem))
            throw new ControlException(ControlProblem.BadRequest, $"the event is not JSON: {problem}");
        base.Write(writer, value, options);
    }
}

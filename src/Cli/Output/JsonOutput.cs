using System.Buffers;
using System.Text.Json.Serialization.Metadata;

namespace DarkLang.Cli.Output;

/// <summary>JSON for programs: each object or list is one line with its schema. Absent values are left out.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = VisibleJsonEncoder.Instance, MaxDepth = ControlJson.MaxDepth };

    public static void WriteObject(TextWriter output, string schema, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            fields(json);
            json.WriteEndObject();
        }
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    public static void WriteObject<T>(TextWriter output, string schema, T view, JsonTypeInfo<T> type) =>
        WriteObject(output, schema, json => json.Fields(view, type));

    public static void WriteList<T>(TextWriter output, string schema, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields) =>
        WriteObject(output, schema, json => json.List("items", items, fields));

    public static void WriteList<T>(TextWriter output, string schema, IEnumerable<T> items, JsonTypeInfo<T> type) =>
        WriteObject(output, schema, json => json.List("items", items, type));

    /// <summary>The fields of a view, in the object that is open.</summary>
    public static void Fields<T>(this Utf8JsonWriter json, T view, JsonTypeInfo<T> type)
    {
        foreach (var field in JsonSerializer.SerializeToElement(view, type).EnumerateObject())
            field.WriteTo(json);
    }

    public static void Object(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> fields)
    {
        json.WriteStartObject(name);
        fields(json);
        json.WriteEndObject();
    }

    public static void Field<T>(this Utf8JsonWriter json, string name, T? view, JsonTypeInfo<T> type)
        where T : class
    {
        if (view is null)
            return;
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, view, type);
    }

    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields) =>
        json.Array(name, items, item =>
    {
        json.WriteStartObject();
        fields(json, item);
        json.WriteEndObject();
    });

    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, JsonTypeInfo<T> type) =>
        json.Array(name, items, item => JsonSerializer.Serialize(json, item, type));

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> items) =>
        json.Array(name, items, json.WriteStringValue);

    private static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    public static void Text(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    /// <summary>Milliseconds; the name says so.</summary>
    public static void Milliseconds(this Utf8JsonWriter json, string name, TimeSpan duration) =>
        json.WriteNumber(name, duration.TotalMilliseconds);

    /// <summary>Text that is JSON already.</summary>
    public static void Raw(this Utf8JsonWriter json, string name, string text)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(text, skipInputValidation: true);
    }
}

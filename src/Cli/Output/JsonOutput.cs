using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DarkLang.Cli.Output;

/// <summary>
/// JSON for programs: one object with its schema, one list as an object with items, or a stream of one object per line.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    public static void WriteList<T>(TextWriter output, string schema, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields) =>
        WriteObject(output, schema, json => json.List("items", items, fields));

    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            fields(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    /// <summary>An object, or null.</summary>
    public static void Field<T>(this Utf8JsonWriter json, string name, T? value, Action<Utf8JsonWriter, T> fields)
        where T : class
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        fields(json, value);
        json.WriteEndObject();
    }

    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
            json.WriteString(name, Words.ExactTime(known));
        else
            json.WriteNull(name);
    }

    /// <summary>Milliseconds; the name says so.</summary>
    public static void Milliseconds(this Utf8JsonWriter json, string name, TimeSpan? duration)
    {
        if (duration is { } known)
            json.WriteNumber(name, Math.Round(known.TotalMilliseconds, 3));
        else
            json.WriteNull(name);
    }

    public static void Id(this Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } known)
            json.WriteString(name, known);
        else
            json.WriteNull(name);
    }

    /// <summary>Text that is JSON already.</summary>
    public static void Raw(this Utf8JsonWriter json, string name, string? text)
    {
        json.WritePropertyName(name);
        if (text is null)
            json.WriteNullValue();
        else
            json.WriteRawValue(text);
    }
}

using System.Web;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Reads and writes URLs. <see cref="Uri"/> splits and joins them.</summary>
internal static class UrlText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Value Encode(Execution execution, string text)
    {
        // An escape takes three characters for each byte.
        execution.RequireText("Url::encode", 3L * Encoding.UTF8.GetByteCount(text));
        return Value.String(Uri.EscapeDataString(text));
    }

    public static Value Decode(Value text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.AsString);
        var count = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = bytes[i] == '%';
            if (isEscape && (i + 2 >= bytes.Length || !IsHex(bytes[i + 1]) || !IsHex(bytes[i + 2])))
                return Value.Error(Value.String($"{ValueDisplay.Short(text)} has a `%` without two hexadecimal digits after it"));
            bytes[count++] = isEscape ? Convert.FromHexString([(char)bytes[i + 1], (char)bytes[i + 2]])[0] : bytes[i];
            i += isEscape ? 2 : 0;
        }
        try
        {
            return Value.Ok(Value.String(Nfc.Of(StrictUtf8.GetString(bytes, 0, count))));
        }
        catch (DecoderFallbackException)
        {
            return Value.Error(Value.String($"the escapes in {ValueDisplay.Short(text)} are not UTF-8"));
        }
    }

    private static bool IsHex(byte unit) => char.IsAsciiHexDigit((char)unit);

    public static string Query(Execution execution, DictValue parameters)
    {
        var query = new StringBuilder();
        for (var i = 0; i < parameters.Count; i++)
        {
            foreach (var value in ValuesOf(parameters.Values[i]))
            {
                execution.Step();
                if (query.Length > 0)
                    query.Append('&');
                query.Append(Uri.EscapeDataString(parameters.Keys[i])).Append('=');
                query.Append(Uri.EscapeDataString(ValueText.ToText(value, execution.Limits.TextLength)));
                execution.RequireText("Url::query", query.Length);
            }
        }
        return query.ToString();
    }

    public static DictValue ParseQuery(Execution execution, string query)
    {
        var lists = new Dictionary<string, List<Value>>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            execution.Step();
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var key = Nfc.Of(HttpUtility.UrlDecode(at < 0 ? part : part[..at]));
            if (!lists.TryGetValue(key, out var values))
                lists.Add(key, values = []);
            values.Add(Value.String(at < 0 ? "" : Nfc.Of(HttpUtility.UrlDecode(part[(at + 1)..]))));
        }
        var parameters = new DictBuilder(lists.Count);
        foreach (var (key, values) in lists)
            parameters.Set(key, Value.Of(new ListValue([.. values])));
        return parameters.ToDict();
    }

    public static Value Parse(Execution execution, Value text)
    {
        if (Absolute(text.AsString) is not { } url)
            return NoUrl(text);
        var parts = new DictBuilder();
        parts.Set("scheme", Value.String(url.Scheme));
        parts.Set("user", Value.String(Nfc.Of(url.UserInfo)));
        parts.Set("host", Value.String(Nfc.Of(url.Host)));
        parts.Set("port", url.IsDefaultPort || url.Port < 0 ? Value.Nothing : Value.Just(Value.Int(url.Port)));
        parts.Set("path", Value.String(Nfc.Of(url.AbsolutePath)));
        parts.Set("query", Value.Of(ParseQuery(execution, url.Query)));
        parts.Set("fragment", Value.String(Nfc.Of(url.Fragment.TrimStart('#'))));
        return Value.Ok(Value.Of(parts.ToDict()));
    }

    public static Value Build(Execution execution, DictValue parts)
    {
        try
        {
            var builder = new UriBuilder { Scheme = Text("scheme", isRequired: true), Host = Text("host", isRequired: true) };
            (builder.UserName, builder.Path, builder.Fragment) = (Text("user"), Text("path"), Text("fragment"));
            builder.Port = Port(parts);
            builder.Query = parts.TryGet("query", out var query) ? QueryOf(execution, query) : "";
            return Value.String(Nfc.Of(builder.Uri.AbsoluteUri));
        }
        catch (Exception exception) when (exception is UriFormatException or ArgumentException)
        {
            throw LibraryError.Invalid($"the parts {ValueShape.Fields(parts)} do not give a valid URL");
        }

        string Text(string name, bool isRequired = false)
        {
            if (parts.TryGet(name, out var value) && value.IsString)
                return value.AsString;
            return !isRequired && !parts.TryGet(name, out _) ? "" : throw Wrong(parts, name, "a String");
        }
    }

    public static Value Join(Value text, Value reference)
    {
        if (Absolute(text.AsString) is not { } url)
            return NoUrl(text);
        return Uri.TryCreate(url, reference.AsString, out var joined)
            ? Value.Ok(Value.String(Nfc.Of(joined.AbsoluteUri)))
            : Value.Error(Value.String($"{ValueDisplay.Short(reference)} is not a reference that a URL may have"));
    }

    private static Value NoUrl(Value text) =>
        Value.Error(Value.String($"{ValueDisplay.Short(text)} is not an absolute URL, such as https://example.com/a"));

    /// <summary>On this system a path such as <c>/a</c> would be the URL of a file.</summary>
    private static Uri? Absolute(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && text.StartsWith($"{url.Scheme}:", StringComparison.OrdinalIgnoreCase)
            ? url
            : null;

    private static ReadOnlySpan<Value> ValuesOf(Value value) => value.Reference switch
    {
        ListValue list => list.Items,
        OptionValue { IsJust: false } => [],
        _ when value.IsNull => [],
        _ => (Value[])[value],
    };

    private static string QueryOf(Execution execution, Value query) => query.Reference switch
    {
        DictValue parameters => Query(execution, parameters),
        _ when query.IsString => query.AsString,
        _ => throw LibraryError.Invalid($"`Url::build` takes a dict or a String as `query`, but got {LibraryError.Describe(query)}"),
    };

    private static int Port(DictValue parts)
    {
        var value = parts.TryGet("port", out var given) ? given : Value.Nothing;
        if (value.Reference is OptionValue option)
        {
            if (!option.IsJust)
                return -1;
            value = option.Inner;
        }
        return value.IsInt && value.AsInt is >= 0 and <= ushort.MaxValue
            ? (int)value.AsInt
            : throw Wrong(parts, "port", "an Int up to 65535");
    }

    private static RuntimeErrorException Wrong(DictValue parts, string name, string expected) => LibraryError.Invalid(
        parts.TryGet(name, out var value)
            ? $"`Url::build` takes {expected} as `{name}`, but got {LibraryError.Describe(value)}"
            : $"`Url::build` takes a record with `{name}`, but it is missing");
}

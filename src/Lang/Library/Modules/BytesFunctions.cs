using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

internal static class BytesFunctions
{
    // Copying this many bytes costs about as much as a call.
    private const int BytesPerStep = 64;

    public static LibraryFunction[] All() =>
    [
        Pure("Bytes::empty", "", "Bytes", "Returns an empty Bytes value.",
            "Bytes::length Bytes::empty = 0", static (_, _) => Value.Of(new BytesValue([]))),
        Pure("Bytes::length", "bytes: Bytes", "Int", "Returns the number of bytes.",
            """Bytes::length (String::toBytes "hé") = 3""", static (_, a) => Value.Int(a[0].AsBytes.Content.Length)),
        Pure("Bytes::hexEncode", "bytes: Bytes", "String", "Encodes the bytes in upper-case hexadecimal.",
            "Bytes::hexEncode (String::toBytes \"hi!\") = \"686921\"", static (execution, a) => HexEncode(execution, a[0].AsBytes.Content)),
        Pure("Bytes::base64Encode", "bytes: Bytes", "String", "Encodes the bytes in URL-safe base64 with padding.",
            "Bytes::base64Encode (String::toBytes \"hi\") = \"aGk=\"",
            static (execution, a) => Base64Encode(execution, a[0].AsBytes.Content)),
        Pure("Bytes::base64Decode", "s: String", "Result<Bytes, String>", "Decodes base64, standard or URL-safe, with or without padding.",
            """Bytes::base64Decode "aGk" = Ok (String::toBytes "hi")""", errors: "returns an Error if the string is not base64",
            static (_, a) => Base64.TryDecode(a[0].AsString, out var bytes)
                ? Value.Ok(Value.Of(new BytesValue(bytes)))
                : Value.Error(Value.String($"{ValueDisplay.Short(a[0])} is not base64"))),
        Pure("Bytes::fromHex", "s: String", "Result<Bytes, String>", "Decodes hexadecimal, in upper or lower case, without separators.",
            """Bytes::fromHex "6869" = Ok (String::toBytes "hi")""",
            errors: "returns an Error if the string has other characters or an odd number of digits",
            static (_, a) => FromHex(a[0])),
        Pure("Bytes::slice", "bytes: Bytes, from: Int, to: Int", "Bytes",
            "Returns the bytes from index `from` up to, but not including, index `to`. Negative indexes count from the end.",
            @"Bytes::slice (String::toBytes ""wxyz"") -3 -1 = String::toBytes ""xy""",
            static (_, a) => Slice(a[0].AsBytes, a[1].AsInt, a[2].AsInt)),
        Pure("Bytes::append", "b1: Bytes, b2: Bytes", "Bytes", "Returns the first bytes, then the second.",
            @"Bytes::append (String::toBytes ""ab"") (String::toBytes ""cd"") = String::toBytes ""abcd""",
            errors: "ends the run if the result would be too long",
            static (execution, a) => Append(execution, a[0].AsBytes.Content, a[1].AsBytes.Content)),
        Pure("Bytes::toText", "bytes: Bytes, encoding: EncodingName", "Result<String, String>",
            "Decodes text. The encodings are utf-8, utf-16, utf-16be, utf-32, ascii and latin1. "
                + "A byte order mark at the start is left out.",
            @"Bytes::toText (String::toBytes ""hé"") ""utf-8"" = Ok ""hé""",
            errors: "returns an Error if the bytes are not valid in the encoding; ends the run if there is no such encoding",
            static (_, a) => ToText(a[0].AsBytes.Content, a[1])),
        Pure("Bytes::gzip", "bytes: Bytes", "Bytes", "Compresses the bytes in the format of gzip.",
            """Bytes::gunzip (Bytes::gzip (String::toBytes "hi")) 100 = Ok (String::toBytes "hi")""",
            static (execution, a) => Value.Of(new BytesValue(GzipBytes.Compress(execution, a[0].AsBytes.Content)))),
        Pure("Bytes::gunzip", "bytes: Bytes, maxLength: Int", "Result<Bytes, String>",
            "Decompresses gzip, up to `maxLength` bytes: a small input may hold a huge output.",
            @"Bytes::gunzip (Bytes::gzip (String::toBytes ""hi"")) 1 = Error ""the bytes decompress to more than 1 byte""",
            errors: "returns an Error if the bytes are not gzip, are damaged or cut short, or decompress to more than `maxLength` bytes; "
                + "ends the run if `maxLength` is negative",
            static (execution, a) => GzipBytes.Decompress(execution, a[0].AsBytes.Content, a[1].AsInt)),
    ];

    private static Value FromHex(Value text)
    {
        var bytes = new byte[text.AsString.Length / 2];
        return Convert.FromHexString(text.AsString, bytes, out _, out _) == OperationStatus.Done && text.AsString.Length % 2 == 0
            ? Value.Ok(Value.Of(new BytesValue(bytes)))
            : Value.Error(Value.String($"{ValueDisplay.Short(text)} is not hexadecimal"));
    }

    private static Value Slice(BytesValue bytes, long from, long to)
    {
        var length = bytes.Content.Length;
        var (first, end) = (Index(from), Index(to));
        return Value.Of(first >= end ? new BytesValue([]) : new BytesValue(bytes.Content[first..end].ToArray()));

        int Index(long index) => (int)(index < 0 ? Math.Max(index, -length) + length : Math.Min(index, length));
    }

    private static Value Append(Execution execution, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        execution.RequireBytes("Bytes::append", (long)first.Length + second.Length);
        execution.Step((first.Length + second.Length) / BytesPerStep);
        return Value.Of(new BytesValue([.. first, .. second]));
    }

    private static Value ToText(ReadOnlySpan<byte> bytes, Value name)
    {
        if (TextEncodings.Find(name.AsString) is not { } encoding)
            throw TextEncodings.Problem(name.AsString)!.AsError(RuntimeErrorCodes.InvalidArgument);
        try
        {
            return Value.Ok(Value.String(Nfc.Of(encoding.GetString(bytes).TrimStart('\uFEFF'))));
        }
        catch (DecoderFallbackException)
        {
            return Value.Error(Value.String($"the bytes are not valid {name.AsString}"));
        }
    }

    private static Value HexEncode(Execution execution, ReadOnlySpan<byte> bytes)
    {
        execution.RequireText("Bytes::hexEncode", bytes.Length * 2L);
        return Value.String(Convert.ToHexString(bytes));
    }

    private static Value Base64Encode(Execution execution, ReadOnlySpan<byte> bytes)
    {
        execution.RequireText("Bytes::base64Encode", (bytes.Length + 2L) / 3 * 4);
        return Value.String(Base64.EncodeUrl(bytes, padded: true));
    }
}

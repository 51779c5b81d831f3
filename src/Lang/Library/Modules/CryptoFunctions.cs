using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;
using static DarkLang.Lang.Library.Define;

namespace DarkLang.Lang.Library.Modules;

[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = OtherSystems)]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = OtherSystems)]
internal static class CryptoFunctions
{
    private const string OtherSystems = "Programs need them to communicate with systems that use them.";

    public static LibraryFunction[] All() =>
    [
        Pure("Crypto::md5", "data: Bytes", "Bytes",
            "Returns the MD5 digest of the data, 16 bytes. MD5 is not secure: use it for old formats only.",
            "Crypto::md5 (String::toBytes \"hi\") |> Bytes::hexEncode = \"49F68A5C8493EC2C0BF489821C21FC3B\"",
            static (_, a) => Bytes(MD5.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha256", "data: Bytes", "Bytes", "Returns the SHA-256 digest of the data, 32 bytes.",
            "Crypto::sha256 (String::toBytes \"hi\") |> Bytes::hexEncode"
                + " = \"8F434346648F6B96DF89DDA901C5176B10A6D83961DD3C1AC88B59B2DC327AA4\"",
            static (_, a) => Bytes(SHA256.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha384", "data: Bytes", "Bytes", "Returns the SHA-384 digest of the data, 48 bytes.",
            """Crypto::sha384 (String::toBytes "hi") |> Bytes::length = 48""",
            static (_, a) => Bytes(SHA384.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha1hmac", "key: secret Bytes, data: Bytes", "Bytes", "Returns the HMAC of the data with SHA-1, 20 bytes.",
            """Crypto::sha1hmac (String::toBytes "key") (String::toBytes "hi") |> Bytes::length = 20""",
            static (_, a) => Bytes(HMACSHA1.HashData(a[0].AsBytes.Content, a[1].AsBytes.Content))),
        Pure("Crypto::sha256hmac", "key: secret Bytes, data: Bytes", "Bytes",
            "Returns the HMAC of the data with SHA-256, 32 bytes. Most webhooks are signed with it.",
            """Crypto::sha256hmac (String::toBytes "key") (String::toBytes "hi") |> Bytes::length = 32""",
            static (_, a) => Bytes(HMACSHA256.HashData(a[0].AsBytes.Content, a[1].AsBytes.Content))),
        Pure("Crypto::sha512", "data: Bytes", "Bytes", "Returns the SHA-512 digest of the data, 64 bytes.",
            """Crypto::sha512 (String::toBytes "hi") |> Bytes::length = 64""",
            static (_, a) => Bytes(SHA512.HashData(a[0].AsBytes.Content))),
        Pure("Crypto::sha512hmac", "key: secret Bytes, data: Bytes", "Bytes", "Returns the HMAC of the data with SHA-512, 64 bytes.",
            """Crypto::sha512hmac (String::toBytes "key") (String::toBytes "hi") |> Bytes::length = 64""",
            static (_, a) => Bytes(HMACSHA512.HashData(a[0].AsBytes.Content, a[1].AsBytes.Content))),
        Pure("Crypto::constantTimeEquals", "a: Bytes, b: Bytes", "Bool",
            "Returns true if the bytes are equal, in a time that does not depend on where they differ. Compare signatures with it.",
            """Crypto::constantTimeEquals (String::toBytes "a") (String::toBytes "b") = false""",
            static (_, a) => Value.Bool(CryptographicOperations.FixedTimeEquals(a[0].AsBytes.Content, a[1].AsBytes.Content))),
        Pure("Crypto::hkdf", "key: secret Bytes, salt: Bytes, info: Bytes, length: Int", "Bytes",
            "Derives `length` bytes from a key of high entropy with HKDF and SHA-256 (RFC 5869). It is not meant for passwords.",
            """Crypto::hkdf (String::toBytes "key") Bytes::empty (String::toBytes "mail") 32 |> Bytes::length = 32""",
            errors: "ends the run if `length` is not 1 to 8160",
            static (_, a) => Hkdf(a[0].AsBytes.Content, a[1].AsBytes.Content, a[2].AsBytes.Content, a[3].AsInt)),
        Pure("Crypto::aesGcmEncrypt", "key: secret Bytes, nonce: Bytes, data: Bytes", "Bytes",
            "Encrypts the data with AES-GCM and returns the cipher text and its tag of 16 bytes. The nonce of 12 bytes must be another "
                + "one for each message: take it from `Crypto::randomBytes 12`, and keep it with the message.",
            "let key = Crypto::sha256 Bytes::empty in let nonce = Bytes::slice key 0 12 in "
                + "Crypto::aesGcmDecrypt key nonce (Crypto::aesGcmEncrypt key nonce (String::toBytes \"hi\")) "
                + "= Ok (String::toBytes \"hi\")",
            errors: "ends the run if the key does not have 16, 24 or 32 bytes or the nonce 12",
            static (execution, a) => AesGcmBytes.Encrypt(execution, a[0].AsBytes.Content, a[1].AsBytes.Content, a[2].AsBytes.Content)),
        Pure("Crypto::aesGcmDecrypt", "key: secret Bytes, nonce: Bytes, data: Bytes", "Result<Bytes, String>",
            "Decrypts what `Crypto::aesGcmEncrypt` returned for the same key and nonce, and verifies that nobody changed it.",
            "let key = Crypto::sha256 Bytes::empty in Crypto::aesGcmDecrypt key (Bytes::slice key 0 12) key "
                + "= Error \"the data was changed, or encrypted with another key or nonce\"",
            errors: "returns an Error if the data was changed or encrypted with another key or nonce; "
                + "ends the run if the key does not have 16, 24 or 32 bytes or the nonce 12",
            static (_, a) => AesGcmBytes.Decrypt(a[0].AsBytes.Content, a[1].AsBytes.Content, a[2].AsBytes.Content)),
        Impure("Crypto::randomBytes", "count: Int", "Bytes", "Returns random bytes, for keys and nonces.",
            "Bytes::length (Crypto::randomBytes 12) = 12", errors: "ends the run if `count` is negative or the result would be too long",
            static (execution, a) => RandomBytes(execution, a[0].AsInt)),
    ];

    private static Value Hkdf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info, long length)
    {
        // The most that RFC 5869 allows.
        const int most = 255 * SHA256.HashSizeInBytes;
        if (length is < 1 or > most)
            throw LibraryError.Invalid($"`Crypto::hkdf` takes 1 to {most} as `length`, but got {length}");
        var derived = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt, info);
        return Bytes(derived);
    }

    private static Value RandomBytes(Execution execution, long count)
    {
        if (count < 0)
            throw LibraryError.Invalid($"`Crypto::randomBytes` takes 0 or more as `count`, but got {count}");
        execution.RequireBytes("Crypto::randomBytes", count);
        execution.Step(count);
        var bytes = new byte[count];
        execution.Host.Effects.NextBytes(bytes);
        return Bytes(bytes);
    }

    private static Value Bytes(byte[] content) => Value.Of(new BytesValue(content));
}

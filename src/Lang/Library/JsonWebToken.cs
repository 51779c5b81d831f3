using System.Security.Cryptography;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Tokens signed with RS256, the only algorithm accepted: a token must not choose how it is verified.</summary>
internal static class JsonWebToken
{
    public static bool TrySign(string pem, string header, string payload, out string token)
    {
        token = "";
        using var rsa = RSA.Create();
        if (!TryImport(rsa, pem))
            return false;
        var content = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(payload))}";
        try
        {
            var signature = rsa.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            token = $"{content}.{Encode(signature)}";
            return true;
        }
        catch (CryptographicException)
        {
            // The key is a public key.
            return false;
        }
    }

    public static bool TryVerify(string pem, string token, out Value content, out string error)
    {
        content = Value.Null;
        var parts = token.Split('.');
        if (parts.Length != 3 || !Base64.TryDecode(parts[2], out var signature))
            return Fail("the token is malformed", out error);
        using var rsa = RSA.Create();
        if (!TryImport(rsa, pem))
            return Fail("the key is not a public RSA key in PEM form", out error);
        if (!TryReadPart(parts[0], out var header) || !TryReadPart(parts[1], out var payload))
            return Fail("the token does not contain JSON", out error);
        if (!IsRs256(header))
            return Fail("the token is not signed with RS256", out error);
        if (!rsa.VerifyData(
            Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            return Fail("the token was not signed with this key", out error);
        content = Value.Of(new DictValue(["header", "payload"], [header, payload]));
        error = "";
        return true;
    }

    private static bool IsRs256(Value header) =>
        header.Reference is DictValue fields && fields.TryGet("alg", out var algorithm)
            && ValueEquality.AreEqual(algorithm, Value.String("RS256"));

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }

    private static bool TryReadPart(string part, out Value value)
    {
        value = Value.Null;
        return Base64.TryDecode(part, out var bytes) && ValueJson.TryRead(Encoding.UTF8.GetString(bytes), out value, out _);
    }

    private static bool TryImport(RSA rsa, string pem)
    {
        try
        {
            rsa.ImportFromPem(pem);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64.EncodeUrl(bytes, padded: false);
}

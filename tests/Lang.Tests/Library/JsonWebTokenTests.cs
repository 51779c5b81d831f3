using System.Security.Cryptography;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Library;

public sealed class JsonWebTokenTests
{
    private const string Header = """{"alg":"RS256","typ":"JWT"}""";

    [Fact]
    public void A_token_is_read_back_with_the_public_key_of_its_signer()
    {
        using var rsa = RSA.Create(2048);
        Assert.True(JsonWebToken.TrySign(rsa.ExportPkcs8PrivateKeyPem(), Header, """{"sub":"ada"}""", out var token));
        Assert.True(JsonWebToken.TryVerify(rsa.ExportSubjectPublicKeyInfoPem(), token, out var content, out _));
        Assert.Equal("""{ header: { alg: "RS256", typ: "JWT" }, payload: { sub: "ada" } }""", ValueDisplay.Show(content));
    }

    [Fact]
    public void A_token_that_was_changed_is_refused()
    {
        using var rsa = RSA.Create(2048);
        JsonWebToken.TrySign(rsa.ExportPkcs8PrivateKeyPem(), Header, """{"sub":"ada"}""", out var token);
        JsonWebToken.TrySign(rsa.ExportPkcs8PrivateKeyPem(), Header, """{"sub":"bob"}""", out var other);
        var mixed = string.Join('.', token.Split('.')[0], other.Split('.')[1], token.Split('.')[2]);
        Assert.False(JsonWebToken.TryVerify(rsa.ExportSubjectPublicKeyInfoPem(), mixed, out _, out var error));
        Assert.Equal("the token was not signed with this key", error);
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void A_token_can_not_choose_another_algorithm(string header)
    {
        using var rsa = RSA.Create(2048);
        JsonWebToken.TrySign(rsa.ExportPkcs8PrivateKeyPem(), header, "{}", out var token);
        Assert.False(JsonWebToken.TryVerify(rsa.ExportSubjectPublicKeyInfoPem(), token, out _, out var error));
        Assert.Equal("the token is not signed with RS256", error);
    }

    [Fact]
    public void A_public_key_can_not_sign()
    {
        using var rsa = RSA.Create(2048);
        Assert.False(JsonWebToken.TrySign(rsa.ExportSubjectPublicKeyInfoPem(), Header, "{}", out _));
    }
}

using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ItemResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Item>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Items without code: datastores, types and secrets.</summary>
internal sealed partial class ItemGrammar
{
    private ItemResult Db(TokenList input)
    {
        var type = DeclaredRecord(input);
        if (!type.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, RecordType, Item>(type);
        var span = _state.SpanBefore(input).To(type.Value.Span);
        return TokenListParserResult.Value<TokenKind, Item>(
            new DbItem(span, _state.TextAt(input), _state.SpanAt(input), type.Value), input, type.Remainder);
    }

    private ItemResult TypeItem(TokenList input)
    {
        var type = DeclaredRecord(input);
        if (!type.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, RecordType, Item>(type);
        var span = _state.SpanBefore(input).To(type.Value.Span);
        return TokenListParserResult.Value<TokenKind, Item>(
            new TypeItem(span, _state.TextAt(input), _state.SpanAt(input), type.Value), input, type.Remainder);
    }

    /// <summary>Reads a name, then <c>= { … }</c> or a block of fields.</summary>
    private TokenListParserResult<TokenKind, RecordType> DeclaredRecord(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.UpperName)
            return FailDeclaredName<RecordType>(input);
        var at = ParseState.Next(input);
        if (_state.KindAt(at) == TokenKind.Equals)
            at = ParseState.Next(at);
        else if (_state.KindAt(at) != TokenKind.Indent)
            return FailFields(at);

        if (_state.KindAt(at) == TokenKind.Indent && _state.KindAfter(at) == TokenKind.LeftBrace)
            return RecordInBlock(at);
        var fields = _state.KindAt(at) switch
        {
            TokenKind.Indent => _types.FieldLines(at),
            TokenKind.LeftBrace => _types.Record(at),
            _ => TokenListParserResult.Empty<TokenKind, TypeSyntax>(at, ["a record type such as `{ id: Uuid, name: String }`"]),
        };
        return fields.HasValue
            ? TokenListParserResult.Value((RecordType)fields.Value, input, fields.Remainder)
            : TokenListParserResult.CastEmpty<TokenKind, TypeSyntax, RecordType>(fields);
    }

    private TokenListParserResult<TokenKind, RecordType> RecordInBlock(TokenList indent)
    {
        var record = _types.Record(ParseState.Next(indent));
        var end = record.Remainder;
        return TokenListParserResult.Value(
            (RecordType)record.Value, indent, _state.KindAt(end) == TokenKind.Dedent ? ParseState.Next(end) : end);
    }

    private TokenListParserResult<TokenKind, RecordType> FailFields(TokenList at) => _state.KindAt(at) == TokenKind.LeftBrace
        ? _state.Fail<RecordType>(
            at, SyntaxCodes.InvalidHeader, _state.SpanAt(at), "missing `=` before the fields", "expected `=`", "write `= { … }`")
        : _state.Fail<RecordType>(
            at, SyntaxCodes.InvalidHeader, Unexpected.SpanOf(_state, at), $"unexpected {Unexpected.NameOf(_state, at)}",
            "expected the fields", "write `= { id: Uuid, name: String }`, or one indented field per line below");

    private TokenListParserResult<TokenKind, T> FailDeclaredName<T>(TokenList at)
    {
        if (_state.KindAt(at) != TokenKind.Name)
            return FailName<T>(at, "write a name that starts with a capital letter");
        var text = _state.TextAt(at);
        return _state.Fail<T>(
            at, SyntaxCodes.MissingName, _state.SpanAt(at), $"`{Unexpected.Shorten(text)}` starts with a lowercase letter",
            "expected a name that starts with a capital letter", $"write `{char.ToUpperInvariant(text[0])}{text[1..]}`");
    }

    private ItemResult Secret(TokenList input)
    {
        const string help = "write `secret API_KEY = env \"API_KEY\"`: the value itself is never written in the file";
        if (_state.KindAt(input) != TokenKind.UpperName)
            return FailDeclaredName<Item>(input);
        var at = ParseState.Next(input);
        if (_state.KindAt(at) != TokenKind.Equals)
            return FailSecret(at, "expected `=`", help);
        at = ParseState.Next(at);
        if (_state.KindAt(at) == TokenKind.Indent)
            return FailSecret(at, "expected `env` on the same line", help);
        if (_state.KindAt(at) != TokenKind.Name || _state.TextAt(at) != "env")
            return FailSecret(at, "expected `env` and the name of an environment variable", help);
        at = ParseState.Next(at);
        if (_state.KindAt(at) != TokenKind.String)
            return FailSecret(at, "expected the name of an environment variable in quotes", help);
        var span = _state.SpanBefore(input).To(_state.SpanAt(at));
        Item secret = new SecretItem(span, _state.TextAt(input), _state.SpanAt(input), _expressions.StringValue(at));
        return TokenListParserResult.Value(secret, input, ParseState.Next(at));
    }

    private ItemResult FailSecret(TokenList at, string expected, string help) =>
        _state.Fail<Item>(
            at, SyntaxCodes.InvalidHeader, Unexpected.SpanOf(_state, at), $"unexpected {Unexpected.NameOf(_state, at)} in a secret",
            expected, help);
}

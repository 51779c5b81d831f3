using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using ItemResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.Item>;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Items without code: datastores, types and secrets.</summary>
internal sealed partial class ItemGrammar
{
    /// <summary>Reads a datastore or a type.</summary>
    private ItemResult Declared(TokenList input, Func<Span, string, Span, RecordType, Item> make)
    {
        var type = DeclaredRecord(input);
        if (!type.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, RecordType, Item>(type);
        var item = make(_state.SpanBefore(input).To(type.Value.Span), _state.TextAt(input), _state.SpanAt(input), type.Value);
        return TokenListParserResult.Value(item, input, type.Remainder);
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
        var end = _state.KindAt(record.Remainder) == TokenKind.Dedent ? ParseState.Next(record.Remainder) : record.Remainder;
        return TokenListParserResult.Value((RecordType)record.Value, indent, end);
    }

    private TokenListParserResult<TokenKind, RecordType> FailFields(TokenList at) => _state.KindAt(at) == TokenKind.LeftBrace
        ? _state.FailAt<RecordType>(at, SyntaxCodes.InvalidHeader, "missing `=` before the fields", "expected `=`", "write `= { … }`")
        : _state.FailUnexpected<RecordType>(at, SyntaxCodes.InvalidHeader, "", "expected the fields",
            "write `= { id: Uuid, name: String }`, or one indented field per line below");

    private TokenListParserResult<TokenKind, T> FailDeclaredName<T>(TokenList at)
    {
        if (_state.KindAt(at) != TokenKind.Name)
            return FailName<T>(at, "write a name that starts with a capital letter");
        var text = _state.TextAt(at);
        return _state.FailAt<T>(at, SyntaxCodes.MissingName, $"`{Unexpected.Shorten(text)}` starts with a lowercase letter",
            "expected a name that starts with a capital letter", $"write `{char.ToUpperInvariant(text[0])}{text[1..]}`");
    }

    private ItemResult Secret(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.UpperName)
            return FailDeclaredName<Item>(input);
        var at = ParseState.Next(input);
        if (_state.KindAt(at) != TokenKind.Equals)
            return FailSecret(at, "expected `=`");
        at = ParseState.Next(at);
        if (_state.KindAt(at) == TokenKind.Indent)
            return FailSecret(at, "expected `env` on the same line");
        if (_state.KindAt(at) != TokenKind.Name || _state.TextAt(at) != "env")
            return FailSecret(at, "expected `env` and the name of an environment variable");
        at = ParseState.Next(at);
        if (_state.KindAt(at) != TokenKind.String)
            return FailSecret(at, "expected the name of an environment variable in quotes");
        var span = _state.SpanBefore(input).To(_state.SpanAt(at));
        Item secret = new SecretItem(span, _state.TextAt(input), _state.SpanAt(input), _expressions.StringValue(at));
        return TokenListParserResult.Value(secret, input, ParseState.Next(at));
    }

    private ItemResult Needs(TokenList input)
    {
        if (_state.KindAt(input) != TokenKind.String)
            return _state.FailUnexpected<Item>(input, SyntaxCodes.InvalidHeader, " after `dark`",
                "expected the version that the canvas needs, in quotes", "write `dark \"0.1\"`");
        var version = _state.SpanAt(input);
        Item needs = new NeedsItem(_state.SpanBefore(input).To(version), _expressions.StringValue(input), version);
        return TokenListParserResult.Value(needs, input, ParseState.Next(input));
    }

    private ItemResult FailSecret(TokenList at, string expected) =>
        _state.FailUnexpected<Item>(at, SyntaxCodes.InvalidHeader, " in a secret", expected,
            "write `secret API_KEY = env \"API_KEY\"`: the value itself is never written in the file");
}

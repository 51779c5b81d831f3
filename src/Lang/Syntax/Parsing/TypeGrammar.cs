using DarkLang.Lang.Syntax.Tokens;
using Superpower;
using Superpower.Model;
using Token = Superpower.Parsers.Token;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;
using TypeResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.TypeSyntax>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parses types, and the fields that <c>db</c> and <c>type</c> declare.</summary>
internal sealed class TypeGrammar
{
    private static readonly string[] KnownTypes =
    [
        "Int", "Float", "Bool", "Null", "String", "Char", "Bytes", "List", "Dict", "Date", "Uuid", "Option", "Result", "Password",
    ];

    private readonly ParseState _state;
    private readonly TokenListParser<TokenKind, TypeSyntax> _type;
    private readonly TokenListParser<TokenKind, TypeSyntax[]> _arguments;
    private readonly TokenListParser<TokenKind, RecordTypeField> _field;

    public TypeGrammar(ParseState state)
    {
        _state = state;
        _type = Type;
        _arguments = Token.EqualTo(TokenKind.Less).IgnoreThen(_type.AtLeastOnceDelimitedBy(Token.EqualTo(TokenKind.Comma)));
        _field = Field;
    }

    public TypeResult Type(TokenList input)
    {
        if (!_state.TryEnter())
            return _state.FailTooDeep<TypeSyntax>(input);
        var read = _state.KindAt(input) switch
        {
            TokenKind.UpperName => Named(input),
            TokenKind.LeftBracket => List(input),
            TokenKind.LeftParen => Parentheses(input),
            TokenKind.LeftBrace => Record(input),
            TokenKind.Name => SmallName(input),
            _ => TokenListParserResult.Empty<TokenKind, TypeSyntax>(input, ["a type"]),
        };
        _state.Leave();
        return read;
    }

    /// <summary>Reads <c>{ a: Int; b: String }</c> at its opening brace.</summary>
    public TypeResult Record(TokenList input)
    {
        var fields = ErrorRecovery.Entries(_state, ParseState.Next(input), TokenKind.RightBrace, _field, static _ => null);
        var span = _state.SpanAt(input).To(_state.SpanAt(fields.Remainder));
        return Value(new RecordType(span, fields.Value), input, ParseState.Next(fields.Remainder));
    }

    /// <summary>Reads an indented block with one field per line.</summary>
    public TypeResult FieldLines(TokenList input)
    {
        var fields = new List<RecordTypeField>();
        var at = ParseState.Next(input);
        var start = _state.SpanAt(at);
        while (true)
        {
            var read = Field(at);
            if (read.HasValue)
                fields.Add(read.Value);
            var ended = read.HasValue
                && _state.KindAt(read.Remainder) is TokenKind.Newline or TokenKind.Dedent or TokenKind.Comma or TokenKind.Semicolon;
            if (!ended)
                _state.Report(
                    read.HasValue ? TokenListParserResult.Empty<TokenKind, RecordTypeField>(read.Remainder, ["the end of the line"]) : read,
                    at);
            at = ended ? read.Remainder : ErrorRecovery.SkipStatement(_state, at);
            while (_state.KindAt(at) is TokenKind.Comma or TokenKind.Semicolon)
                at = ParseState.Next(at);
            if (_state.KindAt(at) == TokenKind.Newline)
                at = ParseState.Next(at);
            if (_state.KindAt(at) is TokenKind.Dedent or TokenKind.End || _state.KindAt(at).IsClosing())
                break;
        }

        var end = fields.Count > 0 ? fields[^1].Span : start with { Length = 0 };
        return Value(new RecordType(start.To(end), fields), input, _state.KindAt(at) == TokenKind.End ? at : ParseState.Next(at));
    }

    private TokenListParserResult<TokenKind, RecordTypeField> Field(TokenList input)
    {
        var colon = ParseState.Next(input);
        if (_state.KindAt(input) is not (TokenKind.Name or TokenKind.UpperName) || _state.KindAt(colon) != TokenKind.Colon)
        {
            var at = _state.KindAt(input) is TokenKind.Name or TokenKind.UpperName ? colon : input;
            return _state.Fail<RecordTypeField>(
                at, SyntaxCodes.InvalidField, Unexpected.SpanOf(_state, at), $"unexpected {Unexpected.NameOf(_state, at)}",
                at == input ? "expected a field name" : "expected `:` and a type", "write a field as `name: Type`");
        }
        var type = Type(ParseState.Next(colon));
        if (!type.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, TypeSyntax, RecordTypeField>(type);
        var name = _state.SpanAt(input);
        var field = new RecordTypeField(name.To(type.Value.Span), _state.TextAt(input), name, type.Value);
        return TokenListParserResult.Value(field, input, type.Remainder);
    }

    private TypeResult Named(TokenList input)
    {
        var name = _state.TextAt(input);
        var after = ParseState.Next(input);
        if (_state.KindAt(after) != TokenKind.Less)
            return Value(new NamedType(_state.SpanAt(input), name, []), input, after);
        var arguments = _arguments(after);
        if (!arguments.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, TypeSyntax[], TypeSyntax>(arguments);
        var end = arguments.Remainder;
        return _state.KindAt(end) == TokenKind.Greater
            ? Value(new NamedType(_state.SpanAt(input).To(_state.SpanAt(end)), name, arguments.Value), input, ParseState.Next(end))
            : TokenListParserResult.Empty<TokenKind, TypeSyntax>(end, ["`,`", "`>`"]);
    }

    private TypeResult SmallName(TokenList input)
    {
        var name = _state.TextAt(input);
        var nearest = Diagnostics.NearestName.Of(name, KnownTypes);
        return _state.Fail<TypeSyntax>(input, SyntaxCodes.InvalidType, _state.SpanAt(input), $"`{Unexpected.Shorten(name)}` is not a type",
            "types start with a capital letter", nearest is null ? null : $"did you mean `{nearest}`?");
    }

    private TypeResult List(TokenList input)
    {
        var item = Type(ParseState.Next(input));
        if (!item.HasValue)
            return item;
        return _state.KindAt(item.Remainder) == TokenKind.RightBracket
            ? Value(
                new ListType(_state.SpanAt(input).To(_state.SpanAt(item.Remainder)), item.Value), input, ParseState.Next(item.Remainder))
            : TokenListParserResult.Empty<TokenKind, TypeSyntax>(item.Remainder, ["`]`"]);
    }

    private TypeResult Parentheses(TokenList input)
    {
        var items = new List<TypeSyntax>();
        var at = input;
        do
        {
            var item = Type(ParseState.Next(at));
            if (!item.HasValue)
                return item;
            items.Add(item.Value);
            at = item.Remainder;
        }
        while (_state.KindAt(at) == TokenKind.Comma);

        if (items.Count == 1 && _state.KindAt(at) == TokenKind.Arrow)
            return Function(input, items[0], at);
        if (_state.KindAt(at) != TokenKind.RightParen)
            return TokenListParserResult.Empty<TokenKind, TypeSyntax>(at, ["`,`", "`->`", "`)`"]);
        var span = _state.SpanAt(input).To(_state.SpanAt(at));
        return Value(items is [var single] ? single with { Span = span } : new TupleType(span, items), input, ParseState.Next(at));
    }

    private TypeResult Function(TokenList input, TypeSyntax parameter, TokenList arrow)
    {
        var result = Type(ParseState.Next(arrow));
        if (!result.HasValue)
            return result;
        return _state.KindAt(result.Remainder) == TokenKind.RightParen
            ? Value(
                new FunctionType(_state.SpanAt(input).To(_state.SpanAt(result.Remainder)), parameter, result.Value),
                input,
                ParseState.Next(result.Remainder))
            : TokenListParserResult.Empty<TokenKind, TypeSyntax>(result.Remainder, ["`)`"]);
    }

    private static TypeResult Value(TypeSyntax type, TokenList from, TokenList to) => TokenListParserResult.Value(type, from, to);
}

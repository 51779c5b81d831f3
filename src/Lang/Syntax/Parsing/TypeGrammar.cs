using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;
using TypeResult = Superpower.Model.TokenListParserResult<DarkLang.Lang.Syntax.Tokens.TokenKind, DarkLang.Lang.Syntax.TypeSyntax>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>Parses types, and the fields that <c>db</c> and <c>type</c> declare.</summary>
internal sealed class TypeGrammar(ParseState state)
{
    public TypeResult Type(TokenList input)
    {
        if (!state.TryEnter())
            return state.FailTooDeep<TypeSyntax>(input);
        var read = state.KindAt(input) switch
        {
            TokenKind.UpperName => Named(input),
            TokenKind.LeftBracket => List(input),
            TokenKind.LeftParen => Parentheses(input),
            TokenKind.LeftBrace => Record(input),
            TokenKind.Name => SmallName(input),
            _ => TokenListParserResult.Empty<TokenKind, TypeSyntax>(input, ["a type"]),
        };
        state.Leave();
        return read;
    }

    /// <summary>Reads <c>{ a: Int; b: String }</c> at its opening brace.</summary>
    public TypeResult Record(TokenList input)
    {
        var fields = ErrorRecovery.Entries(state, ParseState.Next(input), TokenKind.RightBrace, Field, static _ => null);
        var span = state.SpanAt(input).To(state.SpanAt(fields.Remainder));
        return Value(new RecordType(span, fields.Value), input, ParseState.Next(fields.Remainder));
    }

    /// <summary>Reads an indented block with one field per line.</summary>
    public TypeResult FieldLines(TokenList input)
    {
        var fields = new List<RecordTypeField>();
        var at = ParseState.Next(input);
        var start = state.SpanAt(at);
        while (true)
        {
            var read = Field(at);
            if (read.HasValue)
                fields.Add(read.Value);
            var ended = read.HasValue
                && state.KindAt(read.Remainder) is TokenKind.Newline or TokenKind.Dedent or TokenKind.Comma or TokenKind.Semicolon;
            if (!ended)
                state.Report(
                    read.HasValue ? TokenListParserResult.Empty<TokenKind, RecordTypeField>(read.Remainder, ["the end of the line"]) : read,
                    at);
            at = ended ? read.Remainder : ErrorRecovery.SkipStatement(state, at);
            while (state.KindAt(at) is TokenKind.Comma or TokenKind.Semicolon)
                at = ParseState.Next(at);
            if (state.KindAt(at) == TokenKind.Newline)
                at = ParseState.Next(at);
            if (state.KindAt(at) is TokenKind.Dedent or TokenKind.End || state.KindAt(at).IsClosing())
                break;
        }

        var end = fields.Count > 0 ? fields[^1].Span : start with { Length = 0 };
        return Value(new RecordType(start.To(end), fields), input, state.KindAt(at) == TokenKind.End ? at : ParseState.Next(at));
    }

    private TokenListParserResult<TokenKind, RecordTypeField> Field(TokenList input)
    {
        var colon = ParseState.Next(input);
        if (state.KindAt(input) is not (TokenKind.Name or TokenKind.UpperName) || state.KindAt(colon) != TokenKind.Colon)
        {
            var at = state.KindAt(input) is TokenKind.Name or TokenKind.UpperName ? colon : input;
            return state.FailUnexpected<RecordTypeField>(at, SyntaxCodes.InvalidField, "",
                at == input ? "expected a field name" : "expected `:` and a type", "write a field as `name: Type`");
        }
        var type = Type(ParseState.Next(colon));
        if (!type.HasValue)
            return TokenListParserResult.CastEmpty<TokenKind, TypeSyntax, RecordTypeField>(type);
        var name = state.SpanAt(input);
        if (state.TextAt(input) is [.. var plain, '?'])
            return state.FailAt<RecordTypeField>(
                input, SyntaxCodes.InvalidField, $"`{Unexpected.Shorten(state.TextAt(input))}` is not a name",
                "expected a name without `?`", $"write `{plain}: Option<{state.TextOf(type.Value.Span)}>`");
        var field = new RecordTypeField(name.To(type.Value.Span), state.TextAt(input), name, type.Value);
        return TokenListParserResult.Value(field, input, type.Remainder);
    }

    private TypeResult Named(TokenList input)
    {
        var name = state.TextAt(input);
        var after = ParseState.Next(input);
        if (HelpForSuffix(after, name) is { } help)
            return state.FailAt<TypeSyntax>(after, SyntaxCodes.InvalidType, $"unexpected {Unexpected.NameOf(state, after)} after a type",
                "the type ends before this", help);
        if (state.KindAt(after) != TokenKind.Less)
            return Value(new NamedType(state.SpanAt(input), name, []), input, after);
        var arguments = new List<TypeSyntax>();
        return Closed(input, Listed(after, arguments), TokenKind.Greater, ["`,`", "`>`"], span => new NamedType(span, name, arguments));
    }

    /// <summary>Returns how to write <c>Option String</c>, <c>String[]</c> and <c>String | null</c>.</summary>
    private string? HelpForSuffix(TokenList at, string name) => state.KindAt(at) switch
    {
        TokenKind.UpperName => $"write `{name}<{state.TextAt(at)}>`",
        TokenKind.LeftBracket when state.KindAfter(at) == TokenKind.RightBracket => $"write `List<{name}>`",
        TokenKind.Bar when state.KindAfter(at) == TokenKind.Null => $"write `Option<{name}>`",
        _ => null,
    };

    private TypeResult SmallName(TokenList input)
    {
        var name = state.TextAt(input);
        if (name is [>= 'a' and <= 'z'])
            return Value(new NamedType(state.SpanAt(input), name, []), input, ParseState.Next(input));
        var nearest = Diagnostics.NearestName.Of(name, BuiltInTypes.Names);
        if (nearest is not null && HelpForSuffix(ParseState.Next(input), nearest) is { } help)
            return state.FailAt<TypeSyntax>(
                input, SyntaxCodes.InvalidType, $"`{Unexpected.Shorten(name)}` is not a type", "types start with a capital letter", help);
        return state.FailAt<TypeSyntax>(input, SyntaxCodes.InvalidType, $"`{Unexpected.Shorten(name)}` is not a type",
            "types start with a capital letter", nearest is null ? null : $"did you mean `{nearest}`?");
    }

    private TypeResult List(TokenList input)
    {
        var item = Type(ParseState.Next(input));
        return Closed(input, item, TokenKind.RightBracket, ["`]`"], span => new ListType(span, item.Value));
    }

    private TypeResult Parentheses(TokenList input)
    {
        var items = new List<TypeSyntax>();
        var last = Listed(input, items);
        return last.HasValue && items.Count == 1 && state.KindAt(last.Remainder) == TokenKind.Arrow
            ? Function(input, items[0], last.Remainder)
            : Closed(input, last, TokenKind.RightParen, ["`,`", "`->`", "`)`"], span =>
                items is [var single] ? single with { Span = span } : new TupleType(span, items));
    }

    private TypeResult Function(TokenList input, TypeSyntax parameter, TokenList arrow)
    {
        var result = Type(ParseState.Next(arrow));
        return Closed(input, result, TokenKind.RightParen, ["`)`"], span => new FunctionType(span, parameter, result.Value));
    }

    /// <summary>Adds the types after a bracket, which are separated by commas. Returns the result for the last one.</summary>
    private TypeResult Listed(TokenList bracket, List<TypeSyntax> types)
    {
        var at = bracket;
        while (true)
        {
            var read = Type(ParseState.Next(at));
            if (!read.HasValue)
                return read;
            types.Add(read.Value);
            at = read.Remainder;
            if (state.KindAt(at) != TokenKind.Comma)
                return read;
        }
    }

    /// <summary>Makes the type that ends with a bracket after its last part.</summary>
    private TypeResult Closed(TokenList input, TypeResult last, TokenKind close, string[] expected, Func<Span, TypeSyntax> make)
    {
        if (!last.HasValue)
            return last;
        var end = last.Remainder;
        return state.KindAt(end) == close
            ? Value(make(state.SpanAt(input).To(state.SpanAt(end))), input, ParseState.Next(end))
            : TokenListParserResult.Empty<TokenKind, TypeSyntax>(end, expected);
    }

    private static TypeResult Value(TypeSyntax type, TokenList from, TokenList to) => TokenListParserResult.Value(type, from, to);
}

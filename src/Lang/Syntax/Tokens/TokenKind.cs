using Superpower.Display;

namespace DarkLang.Lang.Syntax.Tokens;

/// <summary>
/// The kinds of token. The attributes hold the words that messages use after "expected"; the names of the kinds never appear in messages.
/// </summary>
internal enum TokenKind
{
    [Token(Description = "the end of the item")] End,
    [Token(Description = "the end of the line")] Newline,
    [Token(Description = "an indented block")] Indent,
    [Token(Description = "the end of the block")] Dedent,

    [Token(Description = "an item")] ItemKeyword,
    [Token(Description = "a name")] HandlerName,
    [Token(Description = "a path such as `/orders/:id`")] Path,

    [Token(Description = "a name")] Name,
    [Token(Description = "a capitalized name")] UpperName,
    [Token(Description = "a function such as `List::map`")] FunctionName,
    [Token(Example = "___")] Hole,
    [Token(Example = "_")] Underscore,

    [Token(Description = "a whole number")] Int,
    [Token(Description = "a decimal number")] Float,
    [Token(Description = "a duration such as `30s`")] Quantity,
    [Token(Description = "a time of day such as `09:30`")] Time,
    [Token(Description = "a string")] String,
    [Token(Description = "a raw string")] RawString,
    [Token(Description = "a Char such as `'x'`")] Char,
    [Token(Description = "an interpolated string")] InterpolationStart,
    [Token(Description = "text")] InterpolationText,
    [Token(Example = "{")] InterpolationOpen,
    [Token(Example = "}")] InterpolationClose,
    [Token(Description = "the closing `\"`")] InterpolationEnd,

    [Token(Example = "let")] Let,
    [Token(Example = "in")] In,
    [Token(Example = "if")] If,
    [Token(Example = "then")] Then,
    [Token(Example = "else")] Else,
    [Token(Example = "match")] Match,
    [Token(Example = "with")] With,
    [Token(Example = "when")] When,
    [Token(Example = "fun")] Fun,
    [Token(Example = "true")] True,
    [Token(Example = "false")] False,
    [Token(Example = "null")] Null,

    [Token(Example = "(")] LeftParen,
    [Token(Example = ")")] RightParen,
    [Token(Example = "[")] LeftBracket,
    [Token(Example = "]")] RightBracket,
    [Token(Example = "{")] LeftBrace,
    [Token(Example = "}")] RightBrace,
    [Token(Example = ",")] Comma,
    [Token(Example = ";")] Semicolon,
    [Token(Example = ":")] Colon,
    [Token(Example = ".")] Dot,
    [Token(Example = "=")] Equals,
    [Token(Example = "->")] Arrow,
    [Token(Example = "|")] Bar,
    [Token(Example = "\\")] Backslash,
    [Token(Example = "::")] Cons,
    [Token(Example = "|>")] Pipe,

    [Token(Example = "+")] Plus,
    [Token(Example = "-")] Minus,
    [Token(Example = "*")] Star,
    [Token(Example = "/")] Slash,
    [Token(Example = "%")] Percent,
    [Token(Example = "^")] Caret,
    [Token(Example = "++")] PlusPlus,
    [Token(Example = "<")] Less,
    [Token(Example = "<=")] LessOrEqual,
    [Token(Example = ">")] Greater,
    [Token(Example = ">=")] GreaterOrEqual,
    [Token(Example = "==")] EqualEqual,
    [Token(Example = "!=")] NotEqual,
    [Token(Example = "&&")] AndAnd,
    [Token(Example = "||")] OrOr,
}

using System.Runtime.CompilerServices;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Syntax.Tokens;
using Superpower.Model;
using TokenList = Superpower.Model.TokenList<DarkLang.Lang.Syntax.Tokens.TokenKind>;

namespace DarkLang.Lang.Syntax.Parsing;

/// <summary>
/// What the parsers of one file share: the tokens of the current item, the nesting depth, and the last failure. A parser fails with the
/// message of a diagnostic; the caller that recovers from the failure reports that diagnostic.
/// </summary>
internal sealed class ParseState(ProblemBag problems)
{
    /// <summary>The deepest nesting of parser calls, far beyond what people write.</summary>
    public const int MaxDepth = 250;

    /// <summary>The most problems reported per item.</summary>
    private const int MaxProblems = 20;

    private BlockTokens _item = new([], []);
    private readonly HashSet<string> _foreignSyntax = new(StringComparer.Ordinal);
    private Diagnostic? _failure;
    private int _firstProblem;
    private Span _guessed;

    public ProblemBag Problems => problems;

    public string Text => problems.Source.Text;

    public int Depth { get; private set; }

    /// <summary>An operator that starts a line at or left of this column belongs outside the body being read.</summary>
    public int Offside { get; set; } = -1;

    public bool InOptions { get; set; }

    /// <summary>The first token of the innermost statement being read.</summary>
    public Span Statement { get; set; }

    /// <summary>Whether the parser is between <c>if</c> and <c>then</c>, or <c>match</c> and <c>with</c>, outside brackets.</summary>
    public bool InCondition { get; set; }

    public TokenList Begin(BlockTokens item, Span guessed)
    {
        _item = item;
        _failure = null;
        _firstProblem = problems.Count;
        _guessed = guessed;
        Depth = 0;
        Offside = -1;
        _foreignSyntax.Clear();
        InOptions = false;
        Statement = default;
        InCondition = false;
        return new TokenList(item.Tokens);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TokenKind KindAt(TokenList at) => _item.Tokens[at.Position].Kind;

    public TokenKind KindAfter(TokenList at, int distance = 1) =>
        at.Position + distance < _item.Tokens.Length ? _item.Tokens[at.Position + distance].Kind : TokenKind.End;

    public Span SpanAt(TokenList at) => _item.SpanOf(at.Position);

    public Span SpanAfter(TokenList at, int distance) => _item.SpanOf(Math.Min(at.Position + distance, _item.Tokens.Length - 1));

    public Span SpanBefore(TokenList at) => at.Position == 0 ? new Span(SpanAt(at).Start, 0) : _item.SpanOf(at.Position - 1);

    public TokenKind KindBefore(TokenList at) => at.Position == 0 ? TokenKind.End : _item.Tokens[at.Position - 1].Kind;

    public string TextAt(TokenList at) => TextOf(SpanAt(at));

    /// <summary>Returns the text of a token in NFC, so that a name is the same however it was typed.</summary>
    public string TextOf(Span span) => Nfc.Of(Text.Substring(span.Start, span.Length));

    /// <summary>Returns the text between two offsets; empty if the end comes before the start because something is missing.</summary>
    public string TextBetween(int start, int end) => end > start ? TextOf(Span.FromBounds(start, end)) : "";

    public TokenLine LineAt(TokenList at) => _item.Lines[at.Position];

    /// <summary>Whether an operator belongs outside the body being read.</summary>
    public bool IsOffside(TokenList at)
    {
        var line = LineAt(at);
        return line.IsFirst && line.Indent <= Offside;
    }

    public static TokenList Next(TokenList at) => at.ConsumeToken().Remainder;

    public Span LastSpan => _item.SpanOf(_item.Tokens.Length - 1);

    /// <summary>Returns the empty span right after the text before a token.</summary>
    public Span EndBefore(TokenList at) => new(SpanBefore(at).End, 0);

    public bool TryEnter()
    {
        // Code that the JIT has not optimised yet takes several times the stack, so a small stack may run out before the limit is reached.
        if (Depth >= MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        Depth++;
        return true;
    }

    public void Leave() => Depth--;

    public TokenListParserResult<TokenKind, T> Fail<T>(
        TokenList at, string code, Span span, string message, string label, string? help = null) =>
        Fail<T>(at, problems.Make(code, span, message, label, help));

    public TokenListParserResult<TokenKind, T> Fail<T>(TokenList at, Diagnostic diagnostic)
    {
        _failure = diagnostic;
        return TokenListParserResult.Empty<TokenKind, T>(at, diagnostic.Message);
    }

    /// <summary>Fails with a message about one token.</summary>
    public TokenListParserResult<TokenKind, T> FailAt<T>(TokenList at, string code, string message, string label, string? help = null) =>
        Fail<T>(at, code, SpanAt(at), message, label, help);

    /// <summary>Fails with "unexpected …"; <paramref name="where"/> continues the sentence.</summary>
    public TokenListParserResult<TokenKind, T> FailUnexpected<T>(TokenList at, string code, string where, string label, string help) =>
        Fail<T>(at, code, Unexpected.SpanOf(this, at), $"unexpected {Unexpected.NameOf(this, at)}{where}", label, help);

    public TokenListParserResult<TokenKind, T> FailTooDeep<T>(TokenList at) =>
        FailAt<T>(at, SyntaxCodes.NestedTooDeeply, "this is nested too deeply", "too many levels are open here",
            "give inner parts a name with `let`, or move them into a `fn`");

    /// <summary>
    /// Reports a failure that no caller could recover from, unless a problem is already reported in its place. Failures of Superpower's own
    /// parsers become "unexpected …, expected …".
    /// </summary>
    public void Report<T>(TokenListParserResult<TokenKind, T> failed, TokenList regionStart)
    {
        // Our own failures carry the very message of the last diagnostic; those of Superpower's parsers do not.
        var diagnostic = _failure is not null && ReferenceEquals(_failure.Message, failed.ErrorMessage)
            ? _failure
            : Unexpected.Describe(this, failed.Remainder, failed.Expectations ?? []);
        _failure = null;
        Report(diagnostic, SpanAt(regionStart).Start);
    }

    /// <summary>Reports something that does not stop the parser.</summary>
    public void Report(string code, Span span, string message, string label, string? help = null) =>
        Report(problems.Make(code, span, message, label, help), span.Start);

    /// <summary>Reports syntax of another language once per item, not at every place it is used.</summary>
    public void ReportOnce(string code, Span span, string message, string label, string help)
    {
        if (_foreignSyntax.Add(message))
            Report(code, span, message, label, help);
    }

    /// <summary>Returns the diagnostic for a loop or branch of another language, which replaces any other mistake inside it.</summary>
    private Diagnostic? ForeignStatement() =>
        Statement.Length > 0 && ForeignWords.IsControl(TextOf(Statement)) && ForeignWords.Find(TextOf(Statement)) is var (message, help)
            ? problems.Make(SyntaxCodes.Unexpected, Statement, message, "unknown keyword", help)
            : null;

    private void Report(Diagnostic diagnostic, int regionStart)
    {
        diagnostic = ForeignStatement() ?? diagnostic;
        var span = diagnostic.Location.Span;
        if ((span.Start >= _guessed.Start && span.Start < _guessed.End) || problems.AnyWithin(Math.Min(regionStart, span.Start), span.End))
            return;
        if (problems.Count - _firstProblem < MaxProblems)
            problems.Add(diagnostic);
    }
}

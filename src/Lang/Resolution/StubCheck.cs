using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

/// <summary>Checks <c>Test::stub</c> as far as its arguments are literal: whether the function exists and its stub fits.</summary>
internal static class StubCheck
{
    public static void Check(Program program, LibraryFunction function, CallSyntax call, SourceText source)
    {
        if (function.Name != "Test::stub" || call.Arguments[0].WithoutParentheses() is not StringLiteral name)
            return;
        var parameters = program.Declarations.FindFunction(name.Value)?.Item.Parameters.Count;
        if (parameters is null && program.Library.Find(name.Value) is { } library)
        {
            if (!library.IsImpure)
                ReportPure(program, name, source);
            parameters = library.Parameters.Count;
        }
        if (parameters is not { } expected)
            ReportUnknown(program, name, source);
        else if (call.Arguments[1].WithoutParentheses() is LambdaExpr lambda && lambda.Parameters.Count != expected)
            program.Sink.Error(
                ResolutionCodes.WrongArgumentCount, new Location(source, lambda.Span),
                $"`{name.Value}` takes {CallErrors.Count(expected)}, but its stub takes {CallErrors.Count(lambda.Parameters.Count)}",
                "another number of parameters", "give the stub the same parameters");
    }

    private static void ReportPure(Program program, StringLiteral name, SourceText source) => program.Sink.Error(
        ResolutionCodes.UnknownName, new Location(source, name.Span), $"`{name.Value}` can't be stubbed", "a pure function of the library",
        "it depends on nothing but its arguments: stub the function of the canvas that calls it");

    private static void ReportUnknown(Program program, StringLiteral name, SourceText source)
    {
        if (program.Declarations.IsBroken(name.Value))
            return;
        var known = program.Declarations.Functions.Select(one => one.Item.Name)
            .Concat(program.Library.Functions.Where(one => one.IsImpure).Select(one => one.Name));
        program.Sink.Error(
            ResolutionCodes.UnknownName, new Location(source, name.Span), $"there is no function named `{name.Value}` to stub",
            "unknown name", NearestName.Of(name.Value, known) is { } nearest ? $"did you mean \"{nearest}\"?" : null);
    }
}

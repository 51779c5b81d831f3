using System.Text;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Resolution;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;
using DarkLang.Lang.Tests.Evaluation;

namespace DarkLang.Lang.Tests.Resolution;

public class CanvasLoaderTests
{
    [Fact]
    public void A_canvas_has_its_handlers_and_tests_in_the_order_of_the_files()
    {
        var loaded = CanvasLoader.Load([new SourceText("a.dark", "worker one = 1\n\ncron tick every minute = 1\n"), new SourceText(
            "b.dark", "worker two (order) = order.id\n\ntest \"t\" = true\n")]);

        var canvas = loaded.Canvas!;
        Assert.Equal(["one", "two"], canvas.Workers.Select(worker => worker.Name));
        Assert.Equal([1, 1], canvas.Workers.Select(worker => worker.Body.ParameterCount));
        Assert.Equal(0, Assert.Single(canvas.Crons).Body.ParameterCount);
        Assert.Equal("t", Assert.Single(canvas.Tests).Name);
        Assert.Equal("b.dark:1:8", canvas.Workers[1].NameAt.ToString());
    }

    [Fact]
    public void A_function_of_one_file_is_known_in_the_other()
    {
        var loaded = CanvasLoader.Load(
            [new SourceText("a.dark", "fn f (x: Int) : Int = g x\n"), new SourceText("b.dark", "fn g (x: Int) : Int = f x\n")]);

        Assert.Empty(loaded.Diagnostics);
    }

    [Theory]
    [InlineData("worker", " = 1")]
    [InlineData("cron", " every minute = 1")]
    [InlineData("alert", " on dead = 1")]
    public void The_name_of_a_handler_has_a_limit(string kind, string rest)
    {
        Assert.Empty(Load(Emission.LongestName));
        var error = Assert.Single(Load(Emission.LongestName + 1));
        Assert.Equal(("D0620", "a name has at most 200 characters"), (error.Code, error.Message));

        IEnumerable<Lang.Diagnostics.Diagnostic> Load(int length) => CanvasLoader
            .Load([new SourceText("a.dark", $"{kind} {new string('w', length)}{rest}\n")])
            .Diagnostics.Where(diagnostic => diagnostic.Severity == Lang.Diagnostics.Severity.Error);
    }

    [Fact]
    public void The_version_follows_from_names_and_texts_alone()
    {
        Assert.Equal(VersionOf("x/a.dark", "fn f = 1"), VersionOf("y/a.dark", "fn f = 1"));
        Assert.NotEqual(VersionOf("a.dark", "fn f = 1"), VersionOf("a.dark", "fn f = 2"));
        Assert.NotEqual(VersionOf("a.dark", "fn f = 1"), VersionOf("b.dark", "fn f = 1"));
    }

    [Fact]
    public void Diagnostics_of_all_files_and_stages_are_in_source_order()
    {
        var loaded = CanvasLoader.Load(
            [new SourceText("a.dark", "fn a = nope\n\nfn b = )\n\nfn c = nope\n"), new SourceText("b.dark", "fn d = nope\n")]);

        Assert.Null(loaded.Canvas);
        Assert.Equal(["a.dark:1", "a.dark:3", "a.dark:5", "b.dark:1"], loaded.Diagnostics
            .Select(diagnostic => $"{diagnostic.Location.Source.Path}:{diagnostic.Location.Start.Line}").Distinct());
    }

    [Fact]
    public void A_warning_alone_does_not_stop_a_canvas()
    {
        var loaded = CanvasLoader.Load([new SourceText("a.dark", "worker one = emit 1 \"two\"\n")]);

        Assert.NotNull(loaded.Canvas);
        Assert.Single(loaded.Diagnostics);
    }

    [Fact]
    public void A_standalone_expression_has_no_warnings_about_workers() =>
        Assert.Empty(CanvasLoader.LoadExpression(new SourceText("eval", "emit 1 \"anything\""), []).Diagnostics);

    [Fact]
    public void Names_of_items_that_could_not_be_read_are_not_reported_again()
    {
        var loaded =
            CanvasLoader.Load([new SourceText("a.dark", "fn )broken\n\nworker good\n  emit event \"bad\"\n\nworker bad with )\n  1\n")]);

        Assert.DoesNotContain(loaded.Diagnostics, diagnostic => diagnostic.Code == ResolutionCodes.UnknownWorker);
    }

    [Fact]
    public void Trees_far_deeper_than_people_write_are_resolved_and_run()
    {
        var source = new SourceText("deep.dark", "1");
        var span = new Span(0, 1);
        Expr chain = new IntLiteral(span, 0);
        for (var i = 0; i < 5_000; i++)
            chain = new BinaryExpr(span, BinaryOperator.Add, span, new ParenExpr(span, chain), new IntLiteral(span, 1));
        var item = new WorkerItem(span, new HandlerName(span, "deep"), null, null, chain);

        var canvas =
            LargeStack.Run(() => CanvasLoader.Resolve(
                [new FileSyntax(source, [item], [])], new DiagnosticSink(), Instrumentation.None, out _));

        Assert.Equal(
            5_000, Assert.IsType<Outcome.Completed>(Programs.Run(canvas.Workers[0].Body, [DarkLang.Lang.Values.Value.Null])).Value.AsInt);
    }

    [Fact]
    public void A_tree_too_deep_for_any_stack_is_a_diagnostic()
    {
        var source = new SourceText("deep.dark", "1");
        var span = new Span(0, 1);
        Expr deep = new IntLiteral(span, 0);
        for (var i = 0; i < 2_000_000; i++)
            deep = new ParenExpr(span, deep);
        var sink = new DiagnosticSink();

        LargeStack.Run(() => CanvasLoader.Resolve([new FileSyntax(
            source, [new WorkerItem(span, new HandlerName(span, "deep"), null, null, deep)], [])], sink, Instrumentation.None, out _));

        Assert.Equal(ResolutionCodes.NestedTooDeeply, Assert.Single(sink.InOrder([source])).Code);
    }

    [Fact]
    public void A_canvas_of_ten_thousand_handlers_loads_without_a_diagnostic()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
            text.Append("worker w").Append(i).Append("\n  let x = event.id + ").Append(i).Append("\n  emit { id: x } \"w")
                .Append((i + 1) % 10_000).Append("\"\n\n");

        var loaded = CanvasLoader.Load([new SourceText("large.dark", text.ToString())]);

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(10_000, loaded.Canvas!.Workers.Count);
    }

    private static string VersionOf(string path, string text) => CanvasLoader.Load([new SourceText(path, text)]).Canvas!.Version;
}

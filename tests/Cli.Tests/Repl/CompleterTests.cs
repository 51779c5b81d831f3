using DarkLang.Cli.Repl;

namespace DarkLang.Cli.Tests.Repl;

public sealed class CompleterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Session _session;
    private readonly Completer _completer;

    public CompleterTests()
    {
        _folder.Write("orders.dark", "fn total (lines: [Int]) : Int = List::sum lines\n");
        _folder.Write("old/orders.dark", "\n");
        _folder.Write("notes.txt", "\n");
        var shell = new Shell
        {
            In = TextReader.Null,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            InIsTerminal = false,
            OutIsTerminal = false,
            ErrorIsTerminal = false,
            Width = () => 80,
            Folder = _folder.Path,
            Environment = _ => null,
            Time = TimeProvider.System,
        };
        _session = new Session(shell, new ResultPrinter(shell), isInteractive: false);
        Assert.True(_session.Load(["orders.dark"]));
        Assert.True(_session.Run("let order = { id: 1; customer: { name: \"ada\" } }", CancellationToken.None));
        _completer = new Completer(_session, _folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tot", "total|total (lines: [Int]) : Int")]
    [InlineData("1 + ord", "order|order = { customer: { name: \"ada\" }, id: 1 }")]
    [InlineData("order.cu", "customer|customer: { name: \"ada\" }")]
    [InlineData("order.customer.", "name|name: \"ada\"")]
    [InlineData("f (List::revers", "List::reverse|List::reverse (list: List<a>) : List<a>")]
    [InlineData("Passw", "Password::|*")]
    [InlineData("toS", "toString|toString (v: a) : String")]
    [InlineData("mat", "match|")]
    [InlineData(":lo", ":load|*")]
    [InlineData(":load or", "orders.dark|")]
    [InlineData(":load ol", "old/|")]
    [InlineData(":load old/o", "old/orders.dark|")]
    [InlineData(":doc List::revers", "List::reverse|*")]
    public void A_word_is_completed_by_what_it_can_mean(string line, string expected)
    {
        var found = Assert.Single(_completer.Complete(line, line.Length).Found);
        var parts = expected.Split('|');
        Assert.Equal(parts[0], found.Text);
        if (parts[1] != "*")
            Assert.Equal(parts[1], found.About);
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("nobody.x")]
    [InlineData("order.id.x")]
    [InlineData(":load nowhere/x")]
    [InlineData(":load notes")]
    public void Where_nothing_fits_nothing_is_offered(string line) => Assert.Empty(_completer.Complete(line, line.Length).Found);

    [Fact]
    public void Only_the_word_before_the_cursor_counts()
    {
        var found = _completer.Complete("List::revers + x", "List::revers".Length);
        Assert.Equal((0, "List::revers", "List::reverse"), (found.Start, found.Word, found.CommonText));
    }
}

using static DarkLang.Lang.Syntax.Printing.TreeNode;

namespace DarkLang.Lang.Syntax.Printing;

/// <summary>Turns items, their headers and types into nodes to print.</summary>
internal static class ItemPrinter
{
    public static TreeNode Of(Item item)
    {
        var node = WithoutDoc(item);
        return item.Doc is null ? node : node with { Parts = [TreeNode.List("doc", Quote(item.Doc)), .. node.Parts] };
    }

    private static TreeNode WithoutDoc(Item item) => item switch
    {
        WorkerItem worker => TreeNode.List("worker",
            [Quote(worker.Name.Text), .. Some(worker.Parameter, Parameter), .. Some(worker.Options, Options), ExprPrinter.Of(worker.Body)]),
        CronItem cron => TreeNode.List("cron",
            [Quote(cron.Name.Text), Schedule(cron.Schedule), .. Some(cron.Options, Options), ExprPrinter.Of(cron.Body)]),
        HttpItem http => TreeNode.List("http", [http.Method, Quote(http.Path), .. Some(http.Options, Options), ExprPrinter.Of(http.Body)]),
        DbItem db => TreeNode.List("db", db.Name, Type(db.Type)),
        TypeItem type => TreeNode.List("type", type.Name, Type(type.Type)),
        FnItem fn => TreeNode.List("fn",
            [fn.Name, .. fn.Parameters.Select(Parameter), .. Some(fn.Returns, Returns), ExprPrinter.Of(fn.Body)]),
        NeedsItem needs => TreeNode.List("dark", Quote(needs.Version)),
        SecretItem secret => TreeNode.List("secret", secret.Name, Quote(secret.EnvironmentVariable)),
        AlertItem alert => TreeNode.List("alert",
            [Quote(alert.Name.Text), .. alert.Conditions.Select(Condition), ExprPrinter.Of(alert.Body)]),
        TestItem test => TreeNode.List("test", Quote(test.Name), ExprPrinter.Of(test.Body)),
        BrokenItem broken => TreeNode.List("broken", broken.Keyword ?? "-", broken.Name is null ? "-" : Quote(broken.Name)),
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<TreeNode> Some<T>(T? value, Func<T, TreeNode> print)
        where T : class => value is null ? [] : [print(value)];

    private static TreeNode Options(RecordExpr options) => TreeNode.List("with", ExprPrinter.Of(options));

    private static TreeNode Parameter(ParameterSyntax parameter) => TreeNode.List("param", [parameter.Name, .. Some(parameter.Type, Type)]);

    private static TreeNode Returns(TypeSyntax type) => TreeNode.List("returns", Type(type));

    private static TreeNode Zone(ZoneSyntax zone) => TreeNode.List("in", Quote(zone.Id));

    private static TreeNode Condition(AlertCondition condition) => TreeNode.List("on",
        condition.Argument is { } argument ? [condition.Name, argument.ToString(CultureInfo.InvariantCulture)] : [condition.Name]);

    private static TreeNode Schedule(ScheduleSyntax schedule) => schedule switch
    {
        IntervalSchedule interval => TreeNode.List("every",
        [
            interval.Interval.Count.ToString(CultureInfo.InvariantCulture), interval.Interval.Unit.ToString(),
            .. interval.Weekdays.Select(day => (TreeNode)day.Day.ToString()),
            .. interval.Dates.Select(date => (TreeNode)Date(date)),
            .. interval.Times.Select(time => (TreeNode)time.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            .. Some(interval.Zone, Zone),
        ]),
        CronExpressionSchedule cron => TreeNode.List("cron-expression", [Quote(cron.Expression), .. Some(cron.Zone, Zone)]),
        _ => throw new UnreachableException(),
    };

    private static string Date(DateSyntax date) =>
        date.Month is { } month ? $"{month}-{date.Day}" : date.Day is { } day ? $"{day}" : "last";

    private static TreeNode Type(TypeSyntax type) => type switch
    {
        NamedType { Arguments: [] } named => named.Name,
        NamedType named => TreeNode.List(named.Name, named.Arguments.Select(Type)),
        ListType list => TreeNode.List("list", Type(list.Item)),
        TupleType tuple => TreeNode.List("tuple", tuple.Items.Select(Type)),
        RecordType record => TreeNode.List("record", record.Fields.Select(field => TreeNode.List(field.Name, Type(field.Type)))),
        FunctionType function => TreeNode.List("->", Type(function.Parameter), Type(function.Result)),
        _ => throw new UnreachableException(),
    };
}

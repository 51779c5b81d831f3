using static DarkLang.Lang.Syntax.Printing.TreeNode;

namespace DarkLang.Lang.Syntax.Printing;

/// <summary>Turns items, their headers and types into nodes to print.</summary>
internal static class ItemPrinter
{
    public static TreeNode Of(Item item)
    {
        var parts = Parts(item).ToList();
        if (item.Doc is not null)
            parts.Insert(0, TreeNode.List("doc", Quote(item.Doc)));
        return TreeNode.List(Keyword(item), parts);
    }

    private static string Keyword(Item item) => item switch
    {
        WorkerItem => "worker",
        CronItem => "cron",
        HttpItem => "http",
        DbItem => "db",
        TypeItem => "type",
        FnItem => "fn",
        SecretItem => "secret",
        AlertItem => "alert",
        TestItem => "test",
        BrokenItem => "broken",
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<TreeNode> Parts(Item item) => item switch
    {
        WorkerItem worker =>
            [Quote(worker.Name.Text), .. Some(worker.Parameter, Parameter), .. Some(worker.Options, Options), ExprPrinter.Of(worker.Body)],
        CronItem cron => [Quote(cron.Name.Text), Schedule(cron.Schedule), .. Some(cron.Options, Options), ExprPrinter.Of(cron.Body)],
        HttpItem http => [http.Method, Quote(http.Path), .. Some(http.Options, Options), ExprPrinter.Of(http.Body)],
        DbItem db => [db.Name, Type(db.Type)],
        TypeItem type => [type.Name, Type(type.Type)],
        FnItem fn =>
        [
            fn.Name,
            .. fn.Parameters.Select(Parameter),
            .. Some(fn.Returns, type => TreeNode.List("returns", Type(type))),
            ExprPrinter.Of(fn.Body),
        ],
        SecretItem secret => [secret.Name, Quote(secret.EnvironmentVariable)],
        AlertItem alert => [Quote(alert.Name.Text), .. alert.Conditions.Select(Condition), ExprPrinter.Of(alert.Body)],
        TestItem test => [Quote(test.Name), ExprPrinter.Of(test.Body)],
        BrokenItem broken => [broken.Keyword ?? "-", broken.Name is null ? "-" : Quote(broken.Name)],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<TreeNode> Some<T>(T? value, Func<T, TreeNode> print)
        where T : class => value is null ? [] : [print(value)];

    private static TreeNode Options(RecordExpr options) => TreeNode.List("with", ExprPrinter.Of(options));

    private static TreeNode Parameter(ParameterSyntax parameter) =>
        TreeNode.List("param", [parameter.Name, .. Some(parameter.Type, Type)]);

    private static TreeNode Condition(AlertCondition condition) => TreeNode.List("on",
        condition.Argument is { } argument ? [condition.Name, argument.ToString(CultureInfo.InvariantCulture)] : [condition.Name]);

    private static TreeNode Schedule(ScheduleSyntax schedule) => schedule switch
    {
        IntervalSchedule interval => TreeNode.List("every",
        [
            interval.Interval.Count.ToString(CultureInfo.InvariantCulture), interval.Interval.Unit.ToString(),
            .. interval.Weekdays.Select(day => (TreeNode)day.Day.ToString()),
            .. interval.Times.Select(time => (TreeNode)time.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            .. Some(interval.Zone, zone => TreeNode.List("in", Quote(zone.Id))),
        ]),
        CronExpressionSchedule cron =>
            TreeNode.List("cron-expression", [Quote(cron.Expression), .. Some(cron.Zone, zone => TreeNode.List("in", Quote(zone.Id)))]),
        _ => throw new UnreachableException(),
    };

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

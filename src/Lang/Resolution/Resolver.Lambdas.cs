using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Evaluation.Nodes;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Resolution;

internal sealed partial class Resolver
{
    private LambdaNode ResolveLambda(LambdaExpr lambda)
    {
        var outer = _scope;
        var level = _level;
        var names = lambda.Parameters.Select(parameter => source[parameter.Span].ToString()).ToArray();
        var code = new FunctionCode($"lambda in {outer.Root.Code.Name}", names) { Sites = program.Sites, Lambda = At(lambda.Span) };
        _scope = new FunctionScope(outer, code);
        _level = 0;
        var body = ResolveLambdaBody(lambda);
        code.Complete(program.Records ? new RecordCallNode(code, body) : body, _scope.SlotCount);
        var captures = _scope.Captures;
        _scope = outer;
        _level = level;
        return new LambdaNode(code, new Lazy<string>(() => TextOf(lambda)), captures);
    }

    /// <summary>Lambdas are compared by their text, ignoring the indentation of their lines.</summary>
    private string TextOf(LambdaExpr lambda) => string.Join('\n', source[lambda.Span].ToString().Split('\n').Select(line => line.Trim()));

    private Node ResolveLambdaBody(LambdaExpr lambda)
    {
        // The parameters take the first slots, in the order of the arguments.
        var slots = lambda.Parameters.Select(parameter => _scope.Bind(parameter is NamePattern name ? name.Name : "")).ToArray();
        var prologue = new List<Node>();
        for (var i = 0; i < slots.Length; i++)
        {
            if (lambda.Parameters[i] is not (NamePattern or WildcardPattern))
                prologue.Add(Destructure(lambda.Parameters[i], new LocalNode(slots[i], isInt: false)));
        }
        var body = Resolve(lambda.Body);
        return prologue.Count == 0 ? body : new BlockNode([.. prologue], body);
    }
}

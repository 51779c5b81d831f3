using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using DarkLang.Lang.Diagnostics;
using DarkLang.Lang.Source;
using DarkLang.Lang.Syntax;

namespace DarkLang.Lang.Tests.Syntax;

/// <summary>Walks a tree by the properties of its records, and checks that spans lie inside the text and their parent's span.</summary>
internal static class SpanCheck
{
    public static void Verify(FileSyntax file)
    {
        var all = new Span(0, file.Source.Text.Length);
        foreach (var item in file.Items)
            Visit(item, all);
        foreach (var comment in file.Comments)
            Assert.Equal(comment.Text, file.Source[comment.Span].ToString());
    }

    public static void Verify(Expr expr, SourceText source) => Visit(expr, new Span(0, source.Text.Length));

    public static void Verify(IReadOnlyList<Diagnostic> diagnostics, SourceText source)
    {
        var all = new Span(0, source.Text.Length);
        foreach (var diagnostic in diagnostics)
        {
            Assert.True(all.Contains(diagnostic.Location.Span), $"{diagnostic.Code} {diagnostic.Location.Span} is outside of the text");
            Assert.All(diagnostic.Related, related => Assert.True(all.Contains(related.Location.Span)));
        }
        Assert.Equal(diagnostics.OrderBy(diagnostic => diagnostic.Location.Span.Start), diagnostics);
    }

    private static void Visit(object node, Span parent)
    {
        var shape = Shapes.GetOrAdd(node.GetType(), Shape.Of);
        var span = (Span)shape.Span.GetValue(node)!;
        if (!parent.Contains(span) || span.Length < 0)
            Assert.Fail($"{node.GetType().Name} {span} is not within {parent}");
        foreach (var property in shape.OtherSpans)
        {
            if (!span.Contains((Span)property.GetValue(node)!))
                Assert.Fail($"{node.GetType().Name}.{property.Name} is not within {span}");
        }

        foreach (var property in shape.Children)
        {
            var value = property.GetValue(node);
            if (value is IEnumerable list)
                foreach (var child in list)
                    Visit(child, span);
            else if (value is not null)
                Visit(value, span);
        }
    }

    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>The properties of a kind of node that contain spans and nodes.</summary>
    private sealed record Shape(PropertyInfo Span, PropertyInfo[] OtherSpans, PropertyInfo[] Children)
    {
        public static Shape Of(Type type)
        {
            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
            return new Shape(
                type.GetProperty("Span")!,
                [.. properties.Where(property => property.PropertyType == typeof(Span) && property.Name != "Span")],
                [.. properties.Where(
                    property => IsNode(property.PropertyType) || property.PropertyType.GetGenericArguments().Any(IsNode))]);
        }

        private static bool IsNode(Type type) =>
            type.Namespace == typeof(Expr).Namespace && type.GetProperty("Span")?.PropertyType == typeof(Span);
    }
}

using System.Xml;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Library;

/// <summary>Reads XML into records. It loads nothing from outside and expands no entities but those of XML itself.</summary>
internal static class XmlText
{
    // Each element is two levels of a value, and a value can be stored up to a limit.
    private const int MaxDepth = 250;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static Value Parse(Execution execution, string text)
    {
        using var input = new StringReader(text);
        using var reader = XmlReader.Create(input, Settings);
        try
        {
            return Parse(execution, reader);
        }
        catch (XmlException exception)
        {
            return Value.Error(Value.String($"the string is not XML: {Explain(exception)}"));
        }
    }

    private static Value Parse(Execution execution, XmlReader reader)
    {
        var open = new Stack<Element>();
        while (reader.Read())
        {
            execution.Step();
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count == MaxDepth)
                        return Value.Error(Value.String($"the XML is nested more than {MaxDepth} levels deep"));
                    var isEmpty = reader.IsEmptyElement;
                    open.Push(Start(execution, reader));
                    if (isEmpty)
                        Close(open);
                    break;
                case XmlNodeType.EndElement:
                    Close(open);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when open.Count > 0:
                    open.Peek().Text.Append(reader.Value);
                    break;
            }
            if (open.TryPeek(out var root) && root.IsClosed)
            {
                // Whatever follows the outermost element is checked too.
                while (reader.Read())
                    execution.Step();
                return Value.Ok(root.ToValue());
            }
        }
        return Value.Error(Value.String("the string is not XML: it has no element"));
    }

    private static Element Start(Execution execution, XmlReader reader)
    {
        var element = new Element(Nfc.Of(reader.Name));
        while (reader.MoveToNextAttribute())
        {
            execution.Step();
            element.Attributes.Set(Nfc.Of(reader.Name), Value.String(Nfc.Of(reader.Value)));
        }
        return element;
    }

    /// <summary>Adds the innermost element to the one around it. The outermost one stays.</summary>
    private static void Close(Stack<Element> open)
    {
        if (open.Count == 1)
            open.Peek().IsClosed = true;
        else if (open.Pop() is var closed)
            open.Peek().Children.Add(closed.ToValue());
    }

    private static string Explain(XmlException exception)
    {
        if (exception.Message.Contains("DTD", StringComparison.Ordinal))
            return "it has a document type, which is not read";
        var reason = exception.Message.Split(" Line ")[0].TrimEnd('.');
        return exception.LineNumber > 0 ? $"line {exception.LineNumber}, column {exception.LinePosition}: {reason}" : reason;
    }

    private sealed class Element(string name)
    {
        public DictBuilder Attributes { get; } = new();

        public List<Value> Children { get; } = [];

        public StringBuilder Text { get; } = new();

        public bool IsClosed { get; set; }

        public Value ToValue()
        {
            var record = new DictBuilder(4);
            record.Set("name", Value.String(name));
            record.Set("attributes", Value.Of(Attributes.ToDict()));
            record.Set("children", Value.Of(new ListValue([.. Children])));
            record.Set("text", Value.String(Nfc.Of(Text.ToString())));
            return Value.Of(record.ToDict());
        }
    }
}

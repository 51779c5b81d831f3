using System.Text.Json;
using DarkLang.Cli.Output;
using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Source;
using DarkLang.Lang.Values;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Runtime.Replaying;
using DarkLang.Tests;

namespace DarkLang.Cli.Tests.Commands;

/// <summary>Traces of nasty texts: what is printed of them can be seen.</summary>
public sealed class NastyTraceTests
{
    [Fact]
    public void A_printed_trace_shows_nothing_that_can_not_be_seen() => NastyText.ForEach(nasty =>
    {
        var (name, key, text) = (nasty.Text(), nasty.Text(), nasty.Text());
        var source = $"""
            worker {nasty.Literal(name)}
              let all = List::map [event, event] \item -> item.{nasty.Literal(key)} ++ {nasty.Literal(text)}
              emit all {nasty.Literal(nasty.Text())}
              event.{nasty.Literal(key + "?")}

            """;
        var trace = View(Nfc.Of(name), Nfc.Of(key), nasty.Text(), source);
        var ran = Assert.IsType<ReplayResult.Ran>(Replay.Run(trace, TimeProvider.System, CancellationToken.None));

        foreach (var all in new[] { false, true })
        {
            using var output = new StringWriter();
            TraceText.Write(output, trace, ran.Recording, all);
            NastyText.AssertVisible("a trace", output.ToString());
        }
        using var json = new StringWriter();
        JsonOutput.WriteObject(json, "x", writer =>
        {
            writer.Fields(trace, ControlJson.Form.TraceView);
            writer.Object("call", inner => RecordingJson.Call(inner, ran.Recording.Root!));
        });
        NastyText.AssertVisible("an export", json.ToString());
        Assert.NotNull(JsonDocument.Parse(json.ToString()));
    });

    private static TraceView View(string worker, string key, string text, string source)
    {
        var builder = new DictBuilder();
        builder.Set(key, Value.String(Nfc.Of(text)));
        var @event = Value.Of(builder.ToDict());
        var view = new ValueView(ValueDisplay.Show(@event), ValueJson.Write(@event, indented: false))
        {
            Encoded = ValueEncoding.Encode(@event, int.MaxValue),
        };
        return new TraceView(
            new TraceHeaderView(
                Guid.Empty, HandlerId.Worker(worker), Guid.Empty, 1, TraceOutcome.Failed, DateTimeOffset.UnixEpoch, TimeSpan.Zero),
            "v", null, view, view, new Failure("D0515", text, $"{text}:1:1", text, [new FailureFrame(text, text)]), null,
            [new TraceEmitView(Guid.Empty, text, view)], 0, [new TraceEffectView("emit", text, null)], 0,
            [new TraceLogView(DateTimeOffset.UnixEpoch, LogLevel.Info, text, view, text)], 0, [new SourceView(text, source)]);
    }
}

using System.Text.Json;
using DarkLang.Runtime.Control;
using DarkLang.Runtime.Model;
using DarkLang.Tests;

namespace DarkLang.Runtime.Tests.Engines;

/// <summary>Nasty names, keys and texts from outside: each is one in all its forms, and no answer holds what can't be seen.</summary>
public sealed class NastyTextTests
{
    [Fact]
    public Task Names_keys_and_ids_are_one_in_all_their_forms() => NastyText.ForEachAsync(async nasty =>
    {
        var (name, key, text) = (nasty.Text(), nasty.Text(), nasty.Text());
        using var running = Running.Open($"""
            worker {nasty.Literal(name)} with {'{'} key: event.{nasty.Literal(key)} {'}'}
              Log::warn {nasty.Literal(text)} event
              emit event {nasty.Literal(text + "404")}
              if event.{nasty.Literal(nasty.Twin(key))} == {nasty.Literal(nasty.Twin(text))} then fail {nasty.Literal(text)}

            """);
        var json = JsonSerializer.Serialize(new Dictionary<string, string> { [nasty.Twin(key)] = nasty.Twin(text) });
        var (twin, id) = (nasty.Twin(name), nasty.Text());

        var first = (await running.Ask(Operations.Emit, [new(twin, json, OnceKey: id, Wait: true)]))[0];
        var second = (await running.Ask(Operations.Emit, [new(name, json, OnceKey: nasty.Twin(id))]))[0];
        await running.Idle();

        Assert.Equal((false, true), (first.Repeated, second.Repeated));
        var status = await running.Status();
        Assert.Equal(1, Assert.Single(status.Workers).Dead);
        Assert.Empty(status.NotFound);
        var dead = Assert.Single(await running.Ask(Operations.Messages, new(HandlerId.Worker(nasty.Twin(name)), MessageState.Dead)));
        var traces = await running.Ask(Operations.Traces, new(HandlerId.Worker(twin)));
        var trace = await running.Ask(Operations.Trace, new(traces[0].Id.ToString()));
        Assert.Equal(1, (await running.Ask(Operations.Count, new(SelectionState.Dead, Error: nasty.Twin(dead.Failure!.Message)))).Count);
        NastyText.AssertVisible("the status", JsonSerializer.Serialize(status, ControlJson.Form.StatusView));
        NastyText.AssertVisible("a message", JsonSerializer.Serialize(dead, ControlJson.Form.MessageView));
        NastyText.AssertVisible("a trace", JsonSerializer.Serialize(trace, ControlJson.Form.TraceView));
    });
}

using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Values;

namespace DarkLang.Lang.Tests.Library;

public sealed class EmitTests
{
    private readonly SeededEffects _effects = new();

    [Fact]
    public void An_emit_is_due_immediately()
    {
        Run("emit", Value.Int(7), Value.String("w"));
        var emission = Assert.Single(_effects.Emissions);
        Assert.Equal(("w", null, null), (emission.Worker, emission.Due, emission.OnceKey));
        Assert.Equal(7, emission.Event.AsInt);
    }

    [Fact]
    public void EmitAfter_is_due_after_its_seconds()
    {
        Run("emitAfter", Value.Int(7), Value.Int(90), Value.String("w"));
        Assert.Equal(_effects.Now.AddSeconds(90), Assert.Single(_effects.Emissions).Due);
    }

    [Fact]
    public void EmitAt_is_due_at_its_date()
    {
        Run("emitAt", Value.Int(7), Value.Date(DateTimeOffset.UnixEpoch), Value.String("w"));
        Assert.Equal(DateTimeOffset.UnixEpoch, Assert.Single(_effects.Emissions).Due);
    }

    [Fact]
    public void EmitOnce_passes_its_key()
    {
        Run("emitOnce", Value.Int(7), Value.String("k"), Value.String("w"));
        Assert.Equal("k", Assert.Single(_effects.Emissions).OnceKey);
    }

    [Fact]
    public void A_handler_can_read_its_message()
    {
        var message = new MessageInfo(Guid.Parse("12345678-9abc-def0-1234-56789abcdef0"), 3, DateTimeOffset.UnixEpoch);
        var effects = new SeededEffects { Message = message };
        Assert.Equal(message.Id, Run(effects, "Message::id").AsUuid);
        Assert.Equal(3, Run(effects, "Message::attempt").AsInt);
        Assert.Equal(message.EmittedAt, Run(effects, "Message::emittedAt").AsDate);
    }

    private void Run(string name, params Value[] arguments) => Run(_effects, name, arguments);

    private static Value Run(IEffects effects, string name, params Value[] arguments)
    {
        var function = LibraryCatalog.Standard.Find(name)!;
        Assert.True(function.IsImpure);
        ArgumentCheck.Verify(function, arguments);
        return function.Body(new Execution(new EffectsHost(effects), Limits.Default, CancellationToken.None), arguments);
    }
}

using DarkLang.Lang.Evaluation;
using DarkLang.Lang.Library;
using DarkLang.Lang.Tests.Evaluation;

namespace DarkLang.Lang.Tests.Library;

/// <summary>An impure function either is an action, or a replay answers it from the recording.</summary>
public sealed class ImpureFunctionTests
{
    public static TheoryData<string> Names =>
        [.. LibraryCatalog.Standard.Functions.Where(function => function.IsImpure).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_that_changes_something_is_an_action_unless_its_result_depends_on_the_outside(string name)
    {
        var function = LibraryCatalog.Standard.Find(name)!;
        var (accepting, refusing) = (new SeededEffects(), new SeededEffects { AcceptsEmits = false });

        var (first, second) = (Run(function, new EffectsHost(accepting)), Run(function, new EffectsHost(refusing)));

        var changes = accepting.Emissions.Count + accepting.Lines.Count + accepting.ControlEffects.Count;
        Assert.Equal(changes > 0 && Programs.Show(first) == Programs.Show(second), function.Effect == LibraryEffect.Inside);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_replay_without_answers_completes_an_action_and_stops_at_any_other_impure_function(string name)
    {
        var function = LibraryCatalog.Standard.Find(name)!;

        var outcome = Run(function, new RecordedHost([]));

        if (function.Effect == LibraryEffect.Inside)
            Assert.IsType<Outcome.Completed>(outcome);
        else
            Assert.Equal(RuntimeErrorCodes.NotRecorded, Assert.IsType<Outcome.Failed>(outcome).Error.Code);
    }

    private static Outcome Run(LibraryFunction function, IHost host) =>
        Programs.Run(LibraryCase.Split(function.Example).Expression, host: host);
}

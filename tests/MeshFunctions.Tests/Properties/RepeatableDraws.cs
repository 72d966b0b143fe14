namespace MeshFunctions.Tests.Properties;

/// <summary>Numbers that look random and are the same in every run (SplitMix64). For test inputs only.</summary>
internal sealed class RepeatableDraws(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <see cref="int.MaxValue"/>.</summary>
    public int Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) >> 33);
        }
    }

    /// <summary>A number from 0 to just below <paramref name="bound"/>.</summary>
    public int Next(int bound) => Next() % bound;
}

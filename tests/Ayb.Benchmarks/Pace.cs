namespace Ayb.Benchmarks;

/// <summary>How long and how much is measured.</summary>
internal sealed record Pace
{
    public static Pace Full { get; } = new()
    {
        Name = "full",
        Rounds = 5,
        Turn = TimeSpan.FromSeconds(5),
        GrowthTurn = TimeSpan.FromSeconds(2),
        StreamedRows = 1_000_000,
        ColdDatabases = 50,
        OpenDatabases = 1000,
        DatabaseCounts = [1, 100, 10_000],
        RowCounts = [1000, 10_000, 100_000, 1_000_000, 10_000_000],
        LargeMegabytes = 2000,
    };

    public static Pace Quick { get; } = new()
    {
        Name = "quick: short and small, not for comparison",
        Rounds = 3,
        Turn = TimeSpan.FromSeconds(1),
        GrowthTurn = TimeSpan.FromSeconds(1),
        StreamedRows = 100_000,
        ColdDatabases = 10,
        OpenDatabases = 30,
        DatabaseCounts = [1, 10, 100],
        RowCounts = [1000, 10_000, 100_000],
        LargeMegabytes = 100,
    };

    public required string Name { get; init; }

    /// <summary>How often the contestants of a race take turns.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long a turn is, in whole seconds.</summary>
    public required TimeSpan Turn { get; init; }

    /// <summary>The same where there are many of them.</summary>
    public required TimeSpan GrowthTurn { get; init; }

    public required int StreamedRows { get; init; }

    public required int ColdDatabases { get; init; }

    public required int OpenDatabases { get; init; }

    public required IReadOnlyList<int> DatabaseCounts { get; init; }

    public required IReadOnlyList<int> RowCounts { get; init; }

    /// <summary>The file of the large database has at least as many millions of bytes.</summary>
    public required int LargeMegabytes { get; init; }
}

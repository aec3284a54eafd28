using System.Globalization;
using System.Text;
using Ayb.Contracts;
using Ayb.Snapshots.Catalog;
using Ayb.Snapshots.Taking;
using FluentValidation;
using MediatR;

namespace Ayb.Snapshots;

/// <summary>Keeps what is in a database now, until somebody deletes it.</summary>
public sealed record TakeSnapshot(
    Principal Caller, EntitySlug Owner, DatabaseSlug Database, string? Name, string? Note) : IRequest<Result<SnapshotDetails>>;

internal sealed class TakeSnapshotValidator : AbstractValidator<TakeSnapshot>
{
    private const int LongestName = 35;
    private const int LongestNote = 200;

    /// <summary>What the storage takes beside a snapshot, percent-encoded, less what it must know itself.</summary>
    private const int MostEncoded = 1600;

    public TakeSnapshotValidator()
    {
        RuleFor(take => take.Name)
            .Must(name => name is null || IsVisible(name, LongestName))
            .WithMessage($"The name of a snapshot has 1 to {LongestName} visible characters.");
        RuleFor(take => take.Note)
            .Must(note => note is null || IsVisible(note, LongestNote))
            .WithMessage($"The note of a snapshot has 1 to {LongestNote} visible characters.");
        RuleFor(take => take)
            .Must(take => Uri.EscapeDataString(take.Name + take.Note).Length <= MostEncoded)
            .WithMessage("The name and the note of the snapshot are too long together: outside of ASCII a letter counts up to twelve times.");
    }

    // A surrogate without its pair is enumerated as U+FFFD.
    private static bool IsVisible(string text, int longest) =>
        !string.IsNullOrWhiteSpace(text)
        && text.EnumerateRunes().Count() <= longest
        && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
}

internal sealed class TakeSnapshotHandler(
    ManagedDatabases databases, SnapshotCatalog catalog, SnapshotTaker taker, SnapshotsOptions options)
    : IRequestHandler<TakeSnapshot, Result<SnapshotDetails>>
{
    public async Task<Result<SnapshotDetails>> Handle(TakeSnapshot request, CancellationToken cancellationToken)
    {
        var entered = await databases.EnterAsync(request.Caller, request.Owner, request.Database, cancellationToken);
        if (!entered.TryGet(out var managed, out var error))
        {
            return error;
        }

        using var turn = managed;
        var database = turn.Database;
        var manual = (await catalog.ListAsync(database.Id, cancellationToken)).Count(snapshot => snapshot.Kind == SnapshotKind.Manual);
        if (manual >= options.MaxManual)
        {
            return SnapshotErrors.TooManyManual(database, options.MaxManual);
        }

        var order = new SnapshotOrder(SnapshotKind.Manual) { By = request.Caller, Name = request.Name, Note = request.Note };
        var taken = await taker.TakeAsync(database, order, cancellationToken);
        return taken.TryGet(out var snapshot, out error) ? SnapshotDetails.Of(snapshot) : error;
    }
}

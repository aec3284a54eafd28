using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Refusing;

/// <summary>Who may not share, with whom nothing can be shared, and at which levels.</summary>
public sealed class RefusingToShare(RefusingServer server) : IClassFixture<RefusingServer>
{
    private const string EmptyUpdate = "No fields provided to update. Please specify at least one field to update.";
    private const string Levels = "The header 'sharing-level' must be one of: no-access, read-only, read-write, manager.";
    private const string PublicLevels = "The header 'public-sharing-level' must be one of: no-access, fork, read-only.";
    private const string ToBob = "entity-for-permission: bob";

    public static TheoryData<Refusal> Refusals =>
    [
        Share("alice/books", 400, "Other", "The header 'entity-for-permission' is missing.").With(Refusal.Alice, "sharing-level: manager"),
        Share("alice/books", 400, "Other", "The header 'entity-for-permission' is missing.").With(Refusal.Alice, "entity-for-permission:"),
        Share("alice/books", 400, "Other", "The header 'entity-for-permission' is there more than once.").With(Refusal.Alice, ToBob, ToBob),
        Share("alice/books", 400, "Other", "The header 'sharing-level' is missing.").With(Refusal.Alice, ToBob),
        Share("alice/books", 400, "Other", Levels).With(Refusal.Alice, ToBob, "sharing-level: fork"),
        Share("alice/books", 400, "Other", Levels).With(Refusal.Alice, ToBob, "sharing-level: 3"),
        Share("alice/books", 400, "Other", Levels).With(Refusal.Alice, ToBob, "sharing-level: no-access, manager"),
        Share("alice/books", 400, "InvalidSlug", "The entity may only contain *").With(Refusal.Alice, "entity-for-permission: b:b"),
        Share("alice/books", 404, "RecordNotFound", "Record not found: carol (entity)").With(Refusal.Alice, "entity-for-permission: carol", "sharing-level: manager"),
        Share("alice/books", 403, "CantSetOwnerPermissions", "alice owns alice/books, so their permissions can't be changed")
            .With(Refusal.Alice, "entity-for-permission: Alice", "sharing-level: no-access"),
        Share("alice/nothing", 404, "RecordNotFound", "Record not found: alice/nothing (database)").With(Refusal.Alice, ToBob, "sharing-level: manager"),
        .. from database in new[] { "books", "open", "seed" }
           select Share($"alice/{database}", 403, "Unauthorized", $"Authenticated entity bob can't set permissions for database alice/{database}")
               .With(Refusal.Bob, ToBob, "sharing-level: manager"),

        Update("alice/books", 400, "EmptyUpdateError", EmptyUpdate).With(Refusal.Alice),
        Update("alice/books", 400, "EmptyUpdateError", EmptyUpdate).With(Refusal.Alice, "public-sharing: fork"),
        Update("alice/books", 400, "Other", PublicLevels).With(Refusal.Alice, "public-sharing-level: read-write"),
        Update("alice/books", 400, "Other", "The header 'public-sharing-level' is missing.").With(Refusal.Alice, "public-sharing-level:"),
        Update("alice/nothing", 404, "RecordNotFound", "Record not found: alice/nothing (database)").With(Refusal.Alice, "public-sharing-level: fork"),
        .. from database in new[] { "books", "open", "seed" }
           select Update($"alice/{database}", 403, "Unauthorized", $"Authenticated entity bob can't update database alice/{database}")
               .With(Refusal.Bob, "public-sharing-level: read-only"),

        List("alice/nothing", 404, "RecordNotFound", "Record not found: alice/nothing (database)").With(Refusal.Alice),
        .. from database in new[] { "books", "open", "seed" }
           select List($"alice/{database}", 403, "Unauthorized", $"Authenticated entity bob can't list permissions for database alice/{database}")
               .With(Refusal.Bob),
    ];

    [Theory, MemberData(nameof(Refusals))]
    public Task With_the_reason(Refusal refusal) => server.RefusesAsync(refusal);

    private static Refusal Share(string database, int status, string type, string message) =>
        new("POST", $"/v1/{database}/share", status, type, message);

    private static Refusal Update(string database, int status, string type, string message) =>
        new("PATCH", $"/v1/{database}/update", status, type, message);

    private static Refusal List(string database, int status, string type, string message) =>
        new("GET", $"/v1/{database}/permissions", status, type, message);
}

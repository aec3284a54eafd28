using Ayb.EndToEnd.Tests.Fixtures;

namespace Ayb.EndToEnd.Tests.Refusing;

/// <summary><c>register</c>, <c>confirm</c> and <c>log_in</c>, which anybody may call.</summary>
public sealed class RefusingRegistrations(RefusingServer server) : IClassFixture<RefusingServer>
{
    private const string Characters = "The entity may only contain letters A-Z and a-z, digits, '-', '_' and '.'.";
    private const string BadAddress = "The email address must look like name@example.com, without a display name.";
    private const string BadToken = "Invalid or expired token";

    private const string Address = "email-address: carol@example.com";
    private const string User = "entity-type: user";

    public static TheoryData<Refusal> Refusals => new(
        Register("The header 'entity' is missing.").With(Address, User),
        Register("The header 'entity' is missing.").With("entity:", Address, User),
        Register("The header 'entity' is there more than once.").With("entity: carol", "Entity: dave", Address, User),
        Register("The header 'email-address' is missing.").With("entity: carol", User),
        Register("The header 'email-address' is missing.").With("entity: carol", "email-address: ", User),
        Register("The header 'email-address' is there more than once.").With("entity: carol", Address, Address, User),
        Register(BadAddress).With("entity: carol", "email-address: carol", User),
        Register(BadAddress).With("entity: carol", "email-address: a@example.com, b@example.com", User),
        Register(BadAddress).With("entity: carol", "email-address: Carol <carol@example.com>", User),
        Register("The header 'entity-type' is missing.").With("entity: carol", Address),
        Register("The header 'entity-type' is there more than once.").With("entity: carol", Address, User, User),
        Register("The header 'entity-type' must be one of: user, organization.").With("entity: carol", Address, "entity-type: robot"),
        Register("The header 'entity-type' must be one of: user, organization.").With("entity: carol", Address, "entity-type: 0"),
        Register("The entity is longer than 128 characters.", "InvalidSlug").With($"entity: {new string('x', 129)}", Address, User),
        Register(Characters, "InvalidSlug").With("entity: ca rol", Address, User),
        Register(Characters, "InvalidSlug").With("entity: ../carol", Address, User),
        Register(Characters, "InvalidSlug").With("entity: %63arol", Address, User),
        Register("The entity can't be '..'.", "InvalidSlug").With("entity: ..", Address, User),
        Register("The entity can't be 'health': that name is reserved.", "InvalidSlug").With("entity: Health", Address, User),
        Register("The entity can't be 'v1': that name is reserved.", "InvalidSlug").With("entity: v1", Address, User),
        new Refusal("POST", "/v1/register", 409, "RegistrationError", "alice has already been registered").With("entity: ALICE", Address, User),

        new("POST", "/v1/confirm", 400, "Other", "The header 'authentication-token' is missing."),
        new Refusal("POST", "/v1/confirm", 400, "Other", "The header 'authentication-token' is there more than once.").With("authentication-token: a", "authentication-token: b"),
        new Refusal("POST", "/v1/confirm", 401, "InvalidToken", BadToken).With("authentication-token: gAAAA"),
        new Refusal("POST", "/v1/confirm", 401, "InvalidToken", BadToken).With($"authentication-token: {new string('g', 20_000)}"),
        new Refusal("POST", "/v1/confirm", 401, "InvalidToken", BadToken).With("authentication-token: {alice}"),

        new("POST", "/v1/log_in", 400, "Other", "The header 'entity' is missing."),
        new Refusal("POST", "/v1/log_in", 400, "Other", "The header 'entity' is there more than once.").With("entity: alice", "entity: bob"),
        new Refusal("POST", "/v1/log_in", 400, "InvalidSlug", Characters).With("entity: al/ice"),
        new Refusal("POST", "/v1/log_in", 404, "RecordNotFound", "Record not found: nobody-here (entity)").With("entity: Nobody-Here"));

    [Theory, MemberData(nameof(Refusals))]
    public Task With_the_reason(Refusal refusal) => server.RefusesAsync(refusal);

    private static Refusal Register(string message, string type = "Other") => new("POST", "/v1/register", 400, type, message);
}

using System.Text.Json.Serialization;

namespace Ayb.Cli.Client.Connection;

/// <summary>The JSON that goes over the wire and into the saved configuration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SavedConfiguration))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ConfirmedToken))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(EntityAnswer))]
[JsonSerializable(typeof(QueryResult))]
[JsonSerializable(typeof(DatabaseDetails))]
[JsonSerializable(typeof(NamedDatabase))]
[JsonSerializable(typeof(DeletedDatabase))]
[JsonSerializable(typeof(DeletedDatabaseList))]
[JsonSerializable(typeof(TransferList))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(PermissionList))]
[JsonSerializable(typeof(SnapshotList))]
[JsonSerializable(typeof(ShownSnapshots))]
[JsonSerializable(typeof(SnapshotDetails))]
[JsonSerializable(typeof(ImportedDatabase))]
[JsonSerializable(typeof(OrganizationList))]
[JsonSerializable(typeof(MemberList))]
[JsonSerializable(typeof(MemberStanding))]
[JsonSerializable(typeof(JoinedOrganization))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(ProfileAnswer))]
[JsonSerializable(typeof(Dictionary<string, string?>), TypeInfoPropertyName = "ProfileChanges")]
[JsonSerializable(typeof(IEnumerable<LinkChange>), TypeInfoPropertyName = "LinkChanges")]
internal sealed partial class Wire : JsonSerializerContext;

using Ayb.EndToEnd.Tests.Fixtures;
using static Ayb.EndToEnd.Tests.Sharing.Right;

namespace Ayb.EndToEnd.Tests.Sharing;

/// <summary>Whether a caller may do what they may and nothing else, by trying all of it.</summary>
internal static class Allowing
{
    private const string NeedsToken =
        """401 {"type":"Unauthorized","message":"This needs an API token: send it as 'Authorization: Bearer <token>'."}""";

    private const string MayNotWrite =
        """403 {"type":"NoWriteAccessError","message":"Attempted to write to database while in read-only mode"}""";

    private const string NoRows = """200 {"fields":[],"rows":[]}""";

    /// <param name="server">Whose database; alice is its owner, or owns its owner.</param>
    /// <param name="caller"><c>null</c> for nobody.</param>
    /// <param name="right">What they may.</param>
    /// <param name="publicLevel">What everybody may, which stays as it is.</param>
    public static async Task ShouldAllowAsync(this SharingServer server, Account? caller, Right right, string publicLevel)
    {
        var database = server.Database;
        (await server.CallAsync(caller, $"GET entity/{database.Split('/')[0]}")).Should().Contain(
            $"\"databases\":[{(right >= Sees ? """{"slug":"books","database_type":"sqlite","origin":null}""" : "")}]");
        (await server.CallAsync(caller, $"GET {database}/details")).Should().Be(Details());
        (await server.QueryAsync(caller, "SELECT title FROM book")).Should().Be(
            right >= Reads ? """200 {"fields":["title"],"rows":[["Middlemarch"]]}""" : Refused("query"));
        (await server.QueryAsync(caller, "UPDATE book SET title = title")).Should().Be(
            right >= Writes ? NoRows : right >= Reads ? MayNotWrite : Refused("query"));

        (await server.UpdateAsync(caller, publicLevel)).Should().Be(right >= Manages ? "200 {}" : Refused("update"));
        (await server.ShareAsync(caller, server.Dave, "read-only")).Should().Be(
            right >= Manages ? "204" : Refused("set permissions for"));
        (await server.CallAsync(caller, $"GET {database}/permissions")).Should().Match(
            right >= Manages ? """200 {"permissions":[*]}""" : Refused("list permissions for"));
        (await server.ShareAsync(caller, server.Alice, "no-access")).Should().Be(
            right >= Manages
                ? $$"""403 {"type":"CantSetOwnerPermissions","message":"alice owns {{database}}, so their permissions can't be changed"}"""
                : Refused("set permissions for"));

        string Details()
        {
            if (right == Nothing)
            {
                return caller is null
                    ? $$"""401 {"type":"Unauthorized","message":"Database {{database}} is not accessible"}"""
                    : Refused("access");
            }

            var level = right switch { Sees => "null", Reads => "\"ReadOnly\"", _ => "\"ReadWrite\"" };
            var manages = right == Manages ? "true" : "false";
            return $$"""200 {"entity_slug":"{{database.Split('/')[0]}}","database_slug":"books","database_type":"sqlite","highest_query_access_level":{{level}},"can_manage_database":{{manages}},"public_sharing_level":"{{publicLevel}}","origin":null}""";
        }

        string Refused(string what) => caller is null
            ? NeedsToken
            : $$"""403 {"type":"Unauthorized","message":"Authenticated entity {{caller.Entity}} can't {{what}} database {{database}}"}""";
    }
}

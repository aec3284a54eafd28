using Ayb.Cli.Tests.Fixtures;

namespace Ayb.Cli.Tests.Client;

public sealed class RunningCommands : ClientScenario
{
    [Theory]
    [InlineData("register marcua a@example.org", "POST /v1/register", "entity: marcua|email-address: a@example.org|entity-type: user", "{}", "Check your email to finish registering marcua")]
    [InlineData("register marcua a@example.org organization", "POST /v1/register", "entity-type: organization", "{}", "Check your email to finish registering marcua")]
    [InlineData("confirm gAAA", "POST /v1/confirm", "authentication-token: gAAA", """{"entity":"marcua","token":"ayb_a_b"}""", "Successfully authenticated marcua and saved token ayb_a_b")]
    [InlineData("log_in marcua", "POST /v1/log_in", "entity: marcua", "{}", "Check your email to finish logging in marcua")]
    [InlineData("create_database marcua/test.sqlite", "POST /v1/marcua/test.sqlite/create", "db-type: sqlite|public-sharing-level: no-access", "{}", "Successfully created marcua/test.sqlite")]
    [InlineData("create-database m/d duckdb read-only", "POST /v1/m/d/create", "db-type: duckdb|public-sharing-level: read-only", "{}", "Successfully created m/d")]
    [InlineData("list marcua", "GET /v1/entity/marcua", "", """{"databases":[{"slug":"test.sqlite","database_type":"sqlite"}]}""", " Database slug | Type\n---------------+--------\n test.sqlite   | sqlite")]
    [InlineData("list marcua --format csv", "GET /v1/entity/marcua", "", """{"databases":[{"slug":"test.sqlite","database_type":"sqlite"}]}""", "Database slug,Type\ntest.sqlite,sqlite")]
    [InlineData("list marcua", "GET /v1/entity/marcua", "", """{"databases":[]}""", "No queryable databases owned by marcua")]
    [InlineData("list mar?cua", "GET /v1/entity/mar%3Fcua", "", """{"databases":[]}""", "No queryable databases owned by mar?cua")]
    [InlineData("query m/d SELECT", "POST /v1/m/d/query", "", """{"fields":["name","score"],"rows":[["PostgreSQL","10"],[null,""]]}""", " name       | score\n------------+-------\n PostgreSQL | 10\n NULL       |\n\nRows: 2")]
    [InlineData("query m/d SELECT --format csv", "POST /v1/m/d/query", "", """{"fields":["a"],"rows":[["1"]]}""", "a\n1\n\nRows: 1")]
    [InlineData("query m/d SELECT", "POST /v1/m/d/query", "", """{"fields":["a"],"rows":[]}""", "\nRows: 0")]
    [InlineData("query m/d SELECT --format csv", "POST /v1/m/d/query", "", """{"fields":["a"],"rows":[]}""", "\nRows: 0")]
    [InlineData("query m/d SELECT --format csv --bare", "POST /v1/m/d/query", "", """{"fields":["a","b"],"rows":[["1",null]]}""", "a,b\n1,")]
    [InlineData("query m/d SELECT --bare --format csv", "POST /v1/m/d/query", "", """{"fields":["a","b"],"rows":[]}""", "a,b")]
    [InlineData("query m/d SELECT --bare", "POST /v1/m/d/query", "", """{"fields":["a"],"rows":[]}""", " a\n---")]
    [InlineData("query m/d SELECT --as_of 2026-03-01T12:00:00+01:00", "POST /v1/m/d/query?as_of=2026-03-01T11%3A00%3A00Z", "", """{"fields":["a"],"rows":[]}""", "\nRows: 0")]
    [InlineData("query m/d SELECT --as-of s-1&as_of=s-2", "POST /v1/m/d/query?as_of=s-1%26as_of%3Ds-2", "", """{"fields":["a"],"rows":[]}""", "\nRows: 0")]
    [InlineData("database_details m/d", "GET /v1/m/d/details", "", """{"entity_slug":"m","database_slug":"d","database_type":"sqlite","highest_query_access_level":"ReadWrite","can_manage_database":true,"public_sharing_level":"fork"}""", "Database: m/d\nType: sqlite\nAccess level: ReadWrite\nYou have management permissions for this database")]
    [InlineData("database_details m/d", "GET /v1/m/d/details", "", """{"entity_slug":"m","database_slug":"d","database_type":"sqlite","highest_query_access_level":null,"can_manage_database":false,"public_sharing_level":"fork"}""", "Database: m/d\nType: sqlite\nAccess level: No query access")]
    [InlineData("database_details m/d", "GET /v1/m/d/details", "", """{"entity_slug":"m","database_slug":"d","database_type":"sqlite","highest_query_access_level":"ReadOnly","can_manage_database":false,"public_sharing_level":"fork","origin":"a/b"}""", "Database: m/d\nType: sqlite\nForked from: a/b\nAccess level: ReadOnly")]
    [InlineData("fork m/d", "POST /v1/m/d/fork", "", """{"entity":"a","database":"d","database_type":"sqlite","origin":"m/d"}""", "Forked m/d to a/d")]
    [InlineData("fork m/d a/e --public-sharing-level read-only", "POST /v1/m/d/fork", "entity: a|database: e|public-sharing-level: read-only", """{"entity":"a","database":"e"}""", "Forked m/d to a/e")]
    [InlineData("delete_database m/d --confirm m/d", "DELETE /v1/m/d", "database-name: m/d", """{"database_id":"i","purged_at":"2026-03-08T12:00:00.000Z"}""", "Deleted m/d; undelete_database brings it back until 2026-03-08T12:00:00.000Z")]
    [InlineData("undelete_database m/d", "POST /v1/m/d/undelete", "", "{}", "m/d is there again")]
    [InlineData("undelete-database m/d --id i", "POST /v1/m/d/undelete", "database-id: i", "{}", "m/d is there again")]
    [InlineData("list_deleted_databases m --format csv", "GET /v1/entity/m/deleted_databases", "", """{"deleted_databases":[{"slug":"d","database_id":"i","deleted_at":"t1","purged_at":"t2"}]}""", "Database slug,Id,Deleted,Kept until\nd,i,t1,t2")]
    [InlineData("list-deleted-databases m", "GET /v1/entity/m/deleted_databases", "", """{"deleted_databases":[]}""", "No deleted databases of m")]
    [InlineData("rename_database m/d e", "POST /v1/m/d/rename", "new-name: e", "{}", "Renamed m/d to m/e")]
    [InlineData("transfer_database m/d ada", "POST /v1/m/d/transfer", "to-entity: ada", """{"state":"offered"}""", "Offered m/d to ada")]
    [InlineData("accept_transfer m/d", "POST /v1/m/d/transfer/accept", "", """{"entity":"ada","database":"d"}""", "m/d is ada/d now")]
    [InlineData("accept-transfer m/d --as e", "POST /v1/m/d/transfer/accept", "database: e", """{"entity":"ada","database":"e"}""", "m/d is ada/e now")]
    [InlineData("decline_transfer m/d", "DELETE /v1/m/d/transfer", "", null, "m/d is offered no longer")]
    [InlineData("list_transfers", "GET /v1/transfers", "", """{"transfers":[{"database":"m/d","to_entity":"ada","direction":"outgoing","offered_at":"t1","expires_at":"t2"}]}""", " Database | Offered to | Until | Direction\n----------+------------+-------+-----------\n m/d      | ada        | t2    | outgoing")]
    [InlineData("list-transfers", "GET /v1/transfers", "", """{"transfers":[]}""", "No database is offered by you or to you")]
    [InlineData("update_database m/d --public_sharing_level fork", "PATCH /v1/m/d/update", "public-sharing-level: fork", "{}", "Database m/d updated successfully")]
    [InlineData("update-database m/d --public-sharing-level read-only", "PATCH /v1/m/d/update", "public-sharing-level: read-only", "{}", "Database m/d updated successfully")]
    [InlineData("share m/d ada read-write", "POST /v1/m/d/share", "entity-for-permission: ada|sharing-level: read-write", null, "Permissions for ada on m/d updated successfully")]
    [InlineData("share m/d ada no-access", "POST /v1/m/d/share", "entity-for-permission: ada|sharing-level: no-access", null, "Permissions for ada on m/d updated successfully")]
    [InlineData("list_database_permissions m/d", "GET /v1/m/d/permissions", "", """{"permissions":[{"entity_slug":"ada","sharing_level":"read-only"},{"entity_slug":"marcua","sharing_level":"manager"}]}""", " Entity | Sharing level\n--------+---------------\n ada    | read-only\n marcua | manager")]
    [InlineData("list-database-permissions m/d --format csv", "GET /v1/m/d/permissions", "", """{"permissions":[{"entity_slug":"ada","sharing_level":"no-access"}]}""", "Entity,Sharing level\nada,no-access")]
    [InlineData("list_database_permissions m/d", "GET /v1/m/d/permissions", "", """{"permissions":[]}""", "No shared permissions for m/d")]
    [InlineData("create_snapshot m/d", "POST /v1/m/d/snapshots", "", """{"snapshot_id":"s-1","kind":"manual","name":null,"note":null,"created_at":"2026-01-02T03:04:05Z","bytes":1}""", "Created snapshot s-1 of m/d")]
    [InlineData("create-snapshot m/d --name größer --note a\tb%", "POST /v1/m/d/snapshots", "snapshot-name: gr%C3%B6%C3%9Fer|snapshot-note: a%09b%25", """{"snapshot_id":"s-1","kind":"manual","created_at":"2026-01-02T03:04:05Z","bytes":1}""", "Created snapshot s-1 of m/d")]
    [InlineData("list_snapshots m/d", "GET /v1/m/d/list_snapshots", "", """{"snapshots":[{"snapshot_id":"s-2","last_modified_at":"2026-01-02T03:04:05.000Z"},{"snapshot_id":"s-1","last_modified_at":"2026-01-01T03:04:05.000Z"}]}""", " Name | Last modified\n------+--------------------------\n s-2  | 2026-01-02T03:04:05.000Z\n s-1  | 2026-01-01T03:04:05.000Z")]
    [InlineData("list_snapshots m/d", "GET /v1/m/d/list_snapshots", "", """{"snapshots":[]}""", "No snapshots for m/d")]
    [InlineData("list-snapshots m/d --all --format csv", "GET /v1/m/d/snapshots", "", """{"snapshots":[{"snapshot_id":"s-1","kind":"manual","name":"n","note":null,"created_at":"2026-01-02T03:04:05Z","bytes":8192,"stored_bytes":1,"sha256":"ab"}]}""", "Snapshot,Kind,Name,Note,Bytes,Taken\ns-1,manual,n,,8192,2026-01-02T03:04:05Z")]
    [InlineData("list_snapshots m/d --all", "GET /v1/m/d/snapshots", "", """{"snapshots":[]}""", "No snapshots for m/d")]
    [InlineData("diff m/d s-1", "GET /v1/m/d/diff?from=s-1", "accept: text/plain", "t  +1 ~0 -0\n+ {\"x\":\"\u009b2J\"}\n", "t  +1 ~0 -0\n+ {\"x\":\"\\u{9b}2J\"}")]
    [InlineData("diff m/d s-1 2026-03-01T12:00:00+01:00 --summary", "GET /v1/m/d/diff?from=s-1&to=2026-03-01T11%3A00%3A00Z&rows=false", "accept: text/plain", "Nothing differs.\n", "Nothing differs.")]
    [InlineData("restore_snapshot m/d s-1", "POST /v1/m/d/restore_snapshot", "", "{}", "Restored m/d to snapshot s-1")]
    [InlineData("delete_snapshot m/d s/1", "DELETE /v1/m/d/snapshots/s%2F1", "", "{}", "Deleted snapshot s/1 of m/d")]
    [InlineData("create_organization research", "POST /v1/organizations", "entity: research", "{}", "Successfully created organization research")]
    [InlineData("join_organization research", "PUT /v1/organizations/research", "", """{"entity":"research","role":"member"}""", "You belong to research now, as member")]
    [InlineData("join-organization r/d", "PUT /v1/organizations/r%2Fd", "", """{"entity":"r","role":"owner"}""", "You belong to r/d now, as owner")]
    [InlineData("list_organizations", "GET /v1/organizations", "", """{"organizations":[{"entity_slug":"research","role":"owner","state":"member"}]}""", " Organization | Role  | State\n--------------+-------+--------\n research     | owner | member")]
    [InlineData("list_organizations", "GET /v1/organizations", "", """{"organizations":[]}""", "You belong to no organization")]
    [InlineData("list-members research --format csv", "GET /v1/entity/research/members", "", """{"members":[{"entity_slug":"ada","role":"member","state":"invited"},{"entity_slug":"marcua","role":"owner","state":"member"}]}""", "Member,Role,State\nada,member,invited\nmarcua,owner,member")]
    [InlineData("list_members research", "GET /v1/entity/research/members", "", """{"members":[]}""", "No members of research")]
    [InlineData("add_member research ada", "PUT /v1/entity/research/members/ada", "role: member", """{"state":"invited"}""", "Invited ada to research as member")]
    [InlineData("add-member research a/da owner", "PUT /v1/entity/research/members/a%2Fda", "role: owner", """{"state":"member"}""", "a/da belongs to research now, as owner")]
    [InlineData("remove_member research ada", "DELETE /v1/entity/research/members/ada", "", null, "Successfully removed ada from research")]
    [InlineData("remove_member research ada --give_up Research", "DELETE /v1/entity/research/members/ada", "give-up: Research", null, "Successfully removed ada from research")]
    [InlineData("remove_member research ada --give_up research", "DELETE /v1/entity/research/members/ada", "give-up: research", null, "Successfully removed ada from research")]
    [InlineData("profile ada", "GET /v1/entity/ada", "", """{"slug":"ada","profile":{"display_name":null,"description":null,"organization":null,"location":null,"links":[]}}""", " Display name | Description | Organization | Location | Links\n--------------+-------------+--------------+----------+-------\n null         | null        | null         | null     |")]
    [InlineData("profile ada", "GET /v1/entity/ada", "", """{"profile":{"display_name":"Ada","description":"d","organization":"o","location":"l","links":[{"url":"https://a","verified":true},{"url":"http://b","verified":false}]}}""", " Display name | Description | Organization | Location | Links\n--------------+-------------+--------------+----------+-------------------------------\n Ada          | d           | o            | l        | https://a (verified),http://b")]
    [InlineData("profile ada --format csv", "GET /v1/entity/ada", "", """{"profile":{"display_name":null,"description":"a \"b\"","organization":null,"location":null,"links":[{"url":"https://a","verified":true}]}}""", "Display name,Description,Organization,Location,Links\nnull,\"a \"\"b\"\"\",null,null,https://a (verified)")]
    [InlineData("profile ada --format csv", "GET /v1/entity/ada", "", """{"profile":{"display_name":null,"description":null,"organization":null,"location":null,"links":[{"url":"https://mallory/,https://bank","verified":true}]}}""", "Display name,Description,Organization,Location,Links\nnull,null,null,null,https://mallory/%2Chttps://bank (verified)")]
    [InlineData("create_token", "POST /v1/tokens", "", """{"token":"ayb_a_b"}""", "Successfully created token ayb_a_b")]
    [InlineData("create_token --database m/d --read-only --expires 30d --name nightly", "POST /v1/tokens", "database: m/d|permission-level: read-only|expires-in: 30d|token-name: nightly", """{"token":"ayb_a_b","short_token":"a"}""", "Successfully created token ayb_a_b")]
    [InlineData("create-token --read_only", "POST /v1/tokens", "permission-level: read-only", """{"token":"ayb_a_b"}""", "Successfully created token ayb_a_b")]
    [InlineData("list_tokens --format csv", "GET /v1/tokens", "", """{"tokens":[{"short_token":"s","scoped_database":"m/d","permission_level":"read-only","app_name":null,"created_at":"2026-01-02T03:04:05Z","expires_at":null,"revoked_at":null}]}""", "Short token,Scope,Permission,App,Created,Expires\ns,m/d,read-only,,2026-01-02T03:04:05Z,")]
    [InlineData("list_tokens", "GET /v1/tokens", "", """{"tokens":[]}""", "No active API tokens")]
    [InlineData("audit m/d", "GET /v1/m/d/audit", "limit: 100", """{"events":[{"at":"2026-01-02T03:04:05Z","actor":"m","action":"shared","subject":"ada","database":"m/d","detail":"read-only"}],"next":null}""", " At                   | Actor | Action | Subject | Database | Detail\n----------------------+-------+--------+---------+----------+-----------\n 2026-01-02T03:04:05Z | m     | shared | ada     | m/d      | read-only")]
    [InlineData("audit m --format csv --limit 1", "GET /v1/entity/m/audit", "limit: 1", """{"events":[{"at":"2026-01-02T03:04:05Z","actor":"m","action":"logged-in","subject":"s","database":null,"detail":null}],"next":null}""", "At,Actor,Action,Subject,Database,Detail\n2026-01-02T03:04:05Z,m,logged-in,s,,")]
    [InlineData("audit m/d", "GET /v1/m/d/audit", "", """{"events":[],"next":null}""", "No events of m/d")]
    [InlineData("revoke_token ayb_short_and_secret", "DELETE /v1/tokens/short", "", "{}", "Successfully revoked token short")]
    [InlineData("revoke_token s/t", "DELETE /v1/tokens/s%2Ft", "", "{}", "Successfully revoked token s/t")]
    public async Task A_command_is_one_request_and_its_answer(
        string command, string request, string headers, string? answer, string output)
    {
        Server.Answers(answer is null ? 204 : 200, answer ?? "");
        var result = await Ayb.Run(["client", .. command.Split(' ')]);
        result.Error.Should().BeEmpty();
        result.Status.Should().Be(0);
        result.Output.Should().Be(output + "\n");
        OnlyRequest.Line.Should().Be(request);
        OnlyRequest.Headers.Should().Contain("authorization", "Bearer ayb_short_secret");
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(": ")))
        {
            OnlyRequest.Headers.Should().Contain(header[0], header[1]);
        }
    }

    [Fact]
    public async Task Who_sees_nothing_without_a_token_is_told_how_to_log_in()
    {
        Ayb.Environment.Remove("AYB_API_TOKEN");
        Server.Answers(200, """{"databases":[]}""");
        var result = await Ayb.Run("client", "list", "marcua");
        (result.Status, result.Output).Should().Be((0, "No queryable databases owned by marcua\n"));
        result.Error.Should().Be($"Hint: You are not logged in to {Server.Url}, and see what everybody may. Log in with: ayb client log_in ENTITY\n");
    }

    [Fact]
    public async Task A_token_without_limits_is_asked_for_without_any()
    {
        Server.Answers(201, """{"token":"ayb_a_b"}""");
        (await Ayb.Run("client", "create_token")).Status.Should().Be(0);
        OnlyRequest.Headers.Keys.Select(name => name.ToLowerInvariant()).Should()
            .NotContain(["database", "permission-level", "expires-in", "token-name"]);
    }

    [Fact]
    public async Task A_long_audit_log_is_asked_for_in_parts()
    {
        const string Event = """{"at":"t","actor":"m","action":"shared"}""";
        var page = string.Join(',', Enumerable.Repeat(Event, 1000));
        Server.Answers(200, $$"""{"events":[{{page}}],"next":"7"}""");
        Server.Answers(200, $$"""{"events":[{{Event}}],"next":"3"}""");
        (await Ayb.Run("client", "audit", "m", "--limit", "1001", "--format", "csv")).Output.Split('\n').Should().HaveCount(1 + 1001 + 1);
        var (first, second) = Server.Requests.ToArray() is [var a, var b] ? (a, b) : throw new InvalidOperationException();
        first.Headers.Should().Contain("limit", "1000").And.NotContainKey("before");
        second.Headers.Should().Contain("limit", "1").And.Contain("before", "7");
    }

    [Fact]
    public async Task A_person_is_told_that_a_token_is_shown_once_and_a_script_is_not()
    {
        using var terminal = new TypedTerminal();
        Ayb.Terminal = terminal;
        Server.Answers(201, """{"token":"ayb_a_b"}""");
        var result = await Ayb.Run("client", "create_token");
        result.Output.Should().Be("Successfully created token ayb_a_b\n");
        result.Error.Should().StartWith("It is shown this once.").And.EndWith("\n").And.NotContain("ayb_");
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("-- a remark\nSELECT 1")]
    [InlineData("@names")]
    [InlineData("[a]")]
    [InlineData("SELECT '日本'")]
    public async Task Sql_is_sent_as_it_was_given(string sql)
    {
        Server.Answers(200, """{"fields":[],"rows":[]}""");
        (await Ayb.Run("client", "query", "m/d", sql)).Status.Should().Be(0);
        OnlyRequest.Body.Should().Be(sql);
        OnlyRequest.Headers["Content-Type"].Should().StartWith("text/plain");
    }

    [Fact]
    public async Task What_stands_behind_two_hyphens_is_meant()
    {
        Server.Answers(200, "{}");
        (await Ayb.Run("client", "rename_database", "m/d", "--", "--name")).Output.Should().Be("Renamed m/d to m/--name\n");
        OnlyRequest.Headers["new-name"].Should().Be("--name");
    }

    [Theory]
    [InlineData("client", "query", "m/d")]
    [InlineData("client", "query", "m/d", "-")]
    public async Task Sql_from_standard_input_is_one_request(params string[] args)
    {
        Server.Answers(200, """{"fields":[],"rows":[]}""");
        Ayb.Input = "SELECT 1;\nSELECT 2;\n";
        (await Ayb.Run(args)).Output.Should().Be("\nRows: 0\n");
        OnlyRequest.Body.Should().Be(Ayb.Input);
    }

    [Fact]
    public async Task Without_a_token_public_things_can_still_be_looked_at()
    {
        Ayb.Environment.Remove("AYB_API_TOKEN");
        Server.Answers(200, """{"databases":[]}""");
        (await Ayb.Run("client", "list", "marcua")).Status.Should().Be(0);
        OnlyRequest.Headers.Should().NotContainKey("authorization");
    }
}

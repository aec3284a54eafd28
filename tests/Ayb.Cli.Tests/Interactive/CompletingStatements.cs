using Ayb.Cli.Client.Interactive;

namespace Ayb.Cli.Tests.Interactive;

public sealed class CompletingStatements
{
    private const string Trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT 2;";

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("-- just a remark")]
    [InlineData("SELECT 1;")]
    [InlineData("SELECT 1; -- done")]
    [InlineData("SELECT 1; /* done */ ")]
    [InlineData("SELECT 1; SELECT 2;")]
    [InlineData("SELECT 'it''s; here';")]
    [InlineData("SELECT \";\", `;`, [;];")]
    [InlineData("SELECT CASE WHEN 1 THEN 2 END;")]
    [InlineData(Trigger + " END;")]
    [InlineData("explain query plan create trigger t after insert on a begin select 1; end;")]
    [InlineData("CREATE TABLE trigger_log (a);")]
    [InlineData("SELECT 1 -- ; not yet\n;")]
    public void Complete(string sql) => SqlText.IsComplete(sql).Should().BeTrue();

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT ';")]
    [InlineData("SELECT 'it'';")]
    [InlineData("SELECT \";")]
    [InlineData("SELECT [;")]
    [InlineData("SELECT 1 -- ;")]
    [InlineData("SELECT 1; /* ;")]
    [InlineData("/*/ ;")]
    [InlineData(Trigger)]
    [InlineData(Trigger + " SELECT CASE WHEN 1 THEN 2 END;")]
    [InlineData(Trigger + " END")]
    public void Incomplete(string sql) => SqlText.IsComplete(sql).Should().BeFalse();
}
